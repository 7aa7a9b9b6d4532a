/**
 * A stand-in for `jsr:@fresh/core` (Fresh 2) where only npm can be reached: programmatic routes, on
 * `preact` and `preact-render-to-string`, with no islands and no build. `deno task jsr` switches to the
 * real one.
 */
export { App } from "./app.ts";
export { Context, type LayoutConfig, type PageProps } from "./context.ts";
export { createDefine, type Define } from "./define.ts";
export { HttpError } from "./error.ts";
export type { Middleware } from "./middleware.ts";
export type { RouteComponent } from "./segment.ts";
