/** `/assets/:name`: a file for the browser. */
import { HttpError } from "fresh";
import { acceptsEncoding } from "../accepts_encoding.ts";
import { define } from "../state.ts";

export const asset = define.middleware((ctx) => {
  const found = ctx.state.assets.byPath.get(ctx.url.pathname);
  if (!found) throw new HttpError(404);
  const [encoding, body] = [...found.encoded]
    .find(([name]) => acceptsEncoding(ctx.req, name)) ?? [];
  return new Response(body ?? found.body, {
    headers: {
      "Content-Type": found.type,
      "Cache-Control": "public, max-age=31536000, immutable",
      "Vary": "Accept-Encoding",
      ...(encoding && { "Content-Encoding": encoding }),
    },
  });
});
