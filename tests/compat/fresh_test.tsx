import { assertEquals, assertMatch, assertRejects } from "@std/assert";
import { App, type Context, createDefine, HttpError, type PageProps } from "fresh";

interface State {
  trail: string[];
}
const define = createDefine<State>();

async function ask(app: App<State>, path: string, init?: RequestInit) {
  const response = await app.handler()(new Request(`http://localhost${path}`, init));
  const { status, headers } = response;
  return { status, headers, text: await response.text() };
}

Deno.test("App answers by method and path, HEAD without a body, what is fixed before a pattern", async () => {
  const app = new App<State>()
    .get("/a/:id", (ctx) => ctx.text(`pattern ${ctx.params.id} ${ctx.route}`))
    .get("/a/b", (ctx) => ctx.text("fixed"))
    .post("/a/b", (ctx) => ctx.json({ posted: true }));
  assertEquals((await ask(app, "/a/x%20y?q=1")).text, "pattern x y /a/:id");
  assertEquals((await ask(app, "/a/b")).text, "fixed");
  assertEquals((await ask(app, "/a/b/")).text, "fixed");
  assertEquals((await ask(app, "//a//b")).text, "fixed");
  assertEquals((await ask(app, "/a/b", { method: "POST" })).text, '{"posted":true}');
  const head = await ask(app, "/a/b", { method: "HEAD" });
  assertEquals([head.status, head.text], [200, ""]);
  assertEquals((await ask(app, "/a/b", { method: "DELETE" })).status, 405);
  const options = await ask(app, "/a/b", { method: "OPTIONS" });
  assertEquals([options.status, options.headers.get("allow")], [204, "GET, POST"]);
  const missing = await ask(app, "/c");
  assertEquals([missing.status, missing.text], [404, "Not Found"]);
});

Deno.test("App.use covers the routes after it, in order, and those below its path only", async () => {
  const mark = (name: string) =>
    define.middleware((ctx) => {
      (ctx.state.trail ??= []).push(name);
      return ctx.next();
    });
  const trail = (ctx: Context<State>) => ctx.text((ctx.state.trail ?? []).join(" "));
  const app = new App<State>()
    .get("/early", trail)
    .use(mark("all"))
    .use("/users", mark("users"))
    .get("/users/:id", trail)
    .get("/usersx", trail);
  assertEquals((await ask(app, "/early")).text, "");
  assertEquals((await ask(app, "/users/1")).text, "all users");
  assertEquals((await ask(app, "/usersx")).text, "all");
});

Deno.test("render draws a page within its layouts and the wrapper, and escapes what it shows", async () => {
  const Wrapper = ({ Component, url }: PageProps<unknown, State>) => (
    <html lang="en">
      <head>
        <title>Shop</title>
      </head>
      <body data-path={url.pathname}>
        <Component />
      </body>
    </html>
  );
  const layout = define.layout(({ Component }) => (
    <main>
      <Component />
    </main>
  ));
  const app = new App<State>()
    .appWrapper(Wrapper)
    .layout("*", layout)
    .get("/", (ctx) => ctx.render(<p>{"<b>&"}</p>, { status: 201 }))
    .get("/bare", (ctx) => ctx.render(<p>bare</p>, {}, { skipInheritedLayouts: true }));
  const page = await ask(app, "/");
  assertEquals(page.status, 201);
  assertMatch(page.headers.get("content-type") ?? "", /^text\/html; charset=utf-8$/i);
  assertMatch(
    page.text,
    /^<!DOCTYPE html><html lang="en"><head><title>Shop<\/title><\/head><body data-path="\/"/,
  );
  assertMatch(page.text, /<main><p>&lt;b>&amp;<\/p><\/main>/);
  assertEquals((await ask(app, "/bare")).text.includes("<main>"), false);
});

Deno.test("links are marked by where they lead, unless they say so themselves", async () => {
  const Links = ({ url }: PageProps<unknown, State>) => (
    <nav>
      {["/", "/users", "/users/", "/users/7", "/users?q=1", "https://x.dz/users", "users"]
        .map((href) => <a key={href} href={href}>{href}</a>)}
      <a href="/" aria-current="false">home</a>
      <a href={url.pathname} aria-current="step">here</a>
    </nav>
  );
  const app = new App<State>()
    .layout("*", define.layout(Links))
    .get("/users", (ctx) => ctx.render(<p />))
    .get("/users/:id", (ctx) => ctx.render(<p />));
  const marks = async (path: string) =>
    [...(await ask(app, path)).text.matchAll(/<a [^>]*>/g)]
      .map(([link]) => /aria-current="(\w+)"/.exec(link)?.[1] ?? "").join(" ");
  assertEquals(await marks("/users"), "true page page  true   false step");
  assertEquals(await marks("/users?q=1"), "true page page  page   false step");
  assertEquals(await marks("/users/7?q=2"), "true true true page true   false step");
});

Deno.test("notFound and onError answer with pages of their own, and know what was thrown", async () => {
  const app = new App<State>()
    .use((ctx) => ctx.next()) // without any, the real one does not tell what was thrown
    .onError("*", (ctx) => {
      const status = ctx.error instanceof HttpError ? ctx.error.status : 500;
      return ctx.text(`${status} ${(ctx.error as Error).message}`, { status });
    })
    .notFound((ctx) => ctx.text(`nothing at ${ctx.url.pathname}`, { status: 404 }))
    .get("/defect", () => {
      throw new Error("defect");
    })
    .get("/teapot", () => {
      throw new HttpError(418, "I am a teapot");
    })
    .get("/hidden", () => {
      throw new HttpError(404, "hidden");
    });
  assertEquals((await ask(app, "/x")).text, "nothing at /x");
  assertEquals((await ask(app, "/hidden")).text, "nothing at /hidden");
  assertEquals((await ask(app, "/defect")).text, "500 defect");
  assertEquals((await ask(app, "/teapot")).text, "418 I am a teapot");
  const wrong = await ask(app, "/teapot", { method: "PUT" });
  assertEquals([wrong.status, wrong.text], [405, "405 "]);
});

Deno.test("redirect stays within the site; a path that is not well encoded rejects", async () => {
  const app = new App<State>()
    .get("/go", (ctx) => ctx.redirect("//evil.example/a//b?c=//d", 303))
    .get("/:id", (ctx) => ctx.text(ctx.params.id ?? ""));
  const { status, headers } = await ask(app, "/go");
  assertEquals([status, headers.get("location")], [303, "/evil.example/a/b?c=//d"]);
  await assertRejects(() => ask(app, "/%ff"), URIError);
});
