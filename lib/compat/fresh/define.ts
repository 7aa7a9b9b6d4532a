/** Helpers that tell TypeScript the type of an app's state. */
import type { FunctionComponent } from "preact";
import type { PageProps } from "./context.ts";
import type { Middleware } from "./middleware.ts";

/** Functions that return what they are given, so that TypeScript knows the type of the state. */
export interface Define<State> {
  middleware<M extends Middleware<State>>(middleware: M): M;
  layout(
    layout: FunctionComponent<PageProps<unknown, State>>,
  ): FunctionComponent<PageProps<unknown, State>>;
}

/** Helpers for an app with that state. */
export function createDefine<State>(): Define<State> {
  return { middleware: (middleware) => middleware, layout: (layout) => layout };
}
