/** What covers the routes below a path: layouts, middlewares, the error page. */
import type { FunctionComponent } from "preact";
import type { Context, LayoutConfig, PageProps } from "./context.ts";
import { HttpError } from "./error.ts";
import type { Middleware } from "./middleware.ts";

/** A component around pages. */
export type RouteComponent<State> = FunctionComponent<PageProps<unknown, State>>;

/** What covers the routes below a path. */
export interface Segment<State> {
  readonly path: string;
  readonly middlewares: Middleware<State>[];
  app: RouteComponent<State> | null;
  layout: { readonly component: RouteComponent<State>; readonly config: LayoutConfig } | null;
  onError: Middleware<State> | null;
}

/** A segment that covers nothing yet. */
export function newSegment<State>(path: string): Segment<State> {
  return { path, middlewares: [], app: null, layout: null, onError: null };
}

/** Whether what is registered for a path covers the routes of a pattern: `/users` does `/users/:id`. */
export function covers(path: string, pattern: string): boolean {
  return path === root || path === pattern || pattern.startsWith(`${path}/`);
}

/** The path of what covers everything. */
export const root = "";

/** The same for `*` and `/`, and without a slash at the end. */
export function normalized(path: string): string {
  return path === "*" ? root : path.replace(/\/+$/, "");
}

/**
 * The middlewares of a segment, as it is now: one that sets the surroundings and handles what is thrown
 * within, then its own.
 */
export function middlewaresOf<State>(
  { app, layout, onError, middlewares }: Segment<State>,
  notFound: () => Middleware<State> | null,
): Middleware<State>[] {
  return [async (ctx) => {
    const before = ctx.surroundings;
    ctx.surroundings = within(before, app, layout);
    try {
      return await ctx.next();
    } catch (error) {
      const page = error instanceof HttpError && error.status === 404 ? notFound() : null;
      const handler = page ?? onError;
      if (!handler) throw error;
      ctx.error = error;
      return await handler(ctx);
    } finally {
      ctx.surroundings = before;
    }
  }, ...middlewares];
}

function within<State>(
  { app: outerApp, layouts }: Context<State>["surroundings"],
  app: Segment<State>["app"],
  layout: Segment<State>["layout"],
): Context<State>["surroundings"] {
  const { skipAppWrapper, skipInheritedLayouts } = layout?.config ?? {};
  return {
    app: skipAppWrapper ? null : app ?? outerApp,
    layouts: [...(skipInheritedLayouts ? [] : layouts), ...(layout ? [layout.component] : [])],
  };
}
