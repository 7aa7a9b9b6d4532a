import { HttpError } from "fresh";
import { define } from "../state.ts";

/** `/assets/:name`: a file for the browser. */
export const asset = define.middleware((ctx) => {
  const found = ctx.state.assets.byPath.get(ctx.url.pathname);
  if (!found) throw new HttpError(404);
  const accepted = ctx.req.headers.get("accept-encoding") ?? "";
  const [encoding, body] = [...found.encoded].find(([name]) => accepted.includes(name)) ?? [];
  return new Response(body ?? found.body, {
    headers: {
      "Content-Type": found.type,
      "Cache-Control": "public, max-age=31536000, immutable",
      "Vary": "Accept-Encoding",
      ...(encoding && { "Content-Encoding": encoding }),
    },
  });
});
