import { assertEquals } from "@std/assert";
import { gunzipSync } from "node:zlib";
import { guarded } from "../../fresh-app/guard.ts";

const info = {
  remoteAddr: { transport: "tcp", hostname: "127.0.0.1", port: 1 },
  completed: Promise.resolve(),
} as const;

function guard(answer: () => Response) {
  const defects: string[] = [];
  const handler = guarded(answer, { onDefect: (line) => void defects.push(line) });
  const ask = async (headers: HeadersInit = {}, path = "/") =>
    await handler(new Request(`http://localhost${path}`, { headers }), info);
  return { ask, defects };
}

const long = "text ".repeat(1000);
const html = { "Content-Type": "text/html; charset=utf-8" };
const gzip = { "accept-encoding": "gzip, br" };

Deno.test("guarded compresses text for whom it can read, and tells caches", async () => {
  const { ask } = guard(() => new Response(long, { headers: html }));
  const answer = await ask(gzip);
  assertEquals(answer.headers.get("content-encoding"), "gzip");
  assertEquals(answer.headers.get("vary"), "Accept-Encoding");
  const bytes = new Uint8Array(await answer.arrayBuffer());
  assertEquals(new TextDecoder().decode(gunzipSync(bytes)), long);
  assertEquals((await ask()).headers.has("content-encoding"), false);
});

Deno.test("guarded leaves streams of events, pictures and what is compressed already", async () => {
  for (
    const headers of [
      { "Content-Type": "text/event-stream" },
      { "Content-Type": "image/png" },
      { ...html, "Content-Encoding": "br" },
    ]
  ) {
    const { ask } = guard(() => new Response(long, { headers }));
    assertEquals(await (await ask(gzip)).text(), long);
  }
});

Deno.test("guarded hides what a defect is, and tells the server", async () => {
  const { ask, defects } = guard(() => {
    throw new Error("secret");
  });
  const answer = await ask({}, "/users?q=1");
  assertEquals([answer.status, (await answer.text()).includes("secret")], [500, false]);
  assertEquals(answer.headers.get("x-content-type-options"), "nosniff");
  assertEquals(defects, ["GET /users"]);
});
