/** Middlewares, and how several become one. */
import type { Context } from "./context.ts";

/** Answers a request, or lets the next one answer it by `ctx.next()`. */
export type Middleware<State> = (ctx: Context<State>) => Response | Promise<Response>;

/** One middleware that calls others in turn, and what `ctx.next` was when all have passed. */
export function compose<State>(middlewares: readonly Middleware<State>[]): Middleware<State> {
  return (ctx) => {
    const last = ctx.next;
    const call = async (index: number): Promise<Response> => {
      const middleware = middlewares[index];
      if (!middleware) return await last();
      ctx.next = () => call(index + 1);
      return await middleware(ctx);
    };
    return call(0);
  };
}
