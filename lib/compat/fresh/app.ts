/** The app: its routes, and how it answers a request. */
import { STATUS_CODES } from "node:http";
import { Context, type LayoutConfig } from "./context.ts";
import { HttpError } from "./error.ts";
import { compose, type Middleware } from "./middleware.ts";
import { Router } from "./router.ts";
import {
  covers,
  middlewaresOf,
  newSegment,
  normalized,
  root,
  type RouteComponent,
  type Segment,
} from "./segment.ts";

const noAddress = { transport: "tcp", hostname: "localhost", port: 0 } as const;
const noConnection: Deno.ServeHandlerInfo = { remoteAddr: noAddress, completed: Promise.resolve() };

/** An application: what is registered for a path covers the routes that are registered after it. */
export class App<State> {
  readonly #router = new Router<Middleware<State>>();
  readonly #segments: Segment<State>[] = [newSegment(root)];
  #notFound: Middleware<State> | null = null;

  /** Adds middlewares, for all routes or those below a path. */
  use(...middlewares: Middleware<State>[]): this;
  use(path: string, ...middlewares: Middleware<State>[]): this;
  use(first: string | Middleware<State>, ...rest: Middleware<State>[]): this {
    const [path, middlewares] = typeof first === "string" ? [first, rest] : ["*", [first, ...rest]];
    this.#segment(path).middlewares.push(...middlewares);
    return this;
  }

  /** What answers where there is no route. */
  notFound(handler: Middleware<State>): this {
    this.#notFound = handler;
    return this;
  }

  /** What answers when something was thrown; it is in `ctx.error`. */
  onError(path: string, handler: Middleware<State>): this {
    this.#segment(path).onError = handler;
    return this;
  }

  /** What is around every page: the document. */
  appWrapper(component: RouteComponent<State>): this {
    this.#segment("*").app = component;
    return this;
  }

  /** What is around the pages below a path. */
  layout(path: string, component: RouteComponent<State>, config: LayoutConfig = {}): this {
    this.#segment(path).layout = { component, config };
    return this;
  }

  get(path: string, ...handlers: Middleware<State>[]): this {
    return this.#route("GET", path, handlers);
  }

  post(path: string, ...handlers: Middleware<State>[]): this {
    return this.#route("POST", path, handlers);
  }

  #segment(path: string): Segment<State> {
    const name = normalized(path);
    const found = this.#segments.find((segment) => segment.path === name);
    if (found) return found;
    const added = newSegment<State>(name);
    this.#segments.push(added);
    return added;
  }

  #route(method: string, path: string, handlers: readonly Middleware<State>[]): this {
    const name = normalized(path);
    const around = this.#segments.filter((segment) => covers(segment.path, name))
      .sort((a, b) => a.path.length - b.path.length);
    this.#router.add(method, path, compose([...this.#middlewares(around), ...handlers]));
    return this;
  }

  #middlewares(segments: readonly Segment<State>[]): Middleware<State>[] {
    return segments.flatMap((segment) => middlewaresOf(segment, () => this.#notFound));
  }

  /** The function that answers requests, for `Deno.serve`. */
  handler(): (request: Request, info?: Deno.ServeHandlerInfo) => Promise<Response> {
    const everywhere = this.#segments.filter(({ path }) => path === root);
    const fallback = compose(this.#middlewares(everywhere));
    return async (request, info = noConnection) => {
      const url = new URL(request.url);
      url.pathname = url.pathname.replace(/\/+/g, "/");
      const match = this.#router.match(url), method = request.method.toUpperCase();
      const found = match?.byMethod.get(method) ??
        (method === "HEAD" ? match?.byMethod.get("GET") : undefined);
      const unanswered = () => {
        if (!match || found) return Promise.reject(new HttpError(404));
        if (method !== "OPTIONS") return Promise.reject(new HttpError(405));
        const headers = { Allow: [...match.byMethod.keys()].join(", ") };
        return Promise.resolve(new Response(null, { status: 204, headers }));
      };
      const { pattern = null, params = {} } = match ?? {};
      const ctx = new Context<State>(request, url, info, pattern, params, unanswered);
      try {
        const response = await (found ?? fallback)(ctx);
        return method === "HEAD" ? new Response(null, response) : response;
      } catch (error) {
        if (error instanceof HttpError && error.status < 500) {
          const text = error.message || STATUS_CODES[error.status];
          return new Response(text, { status: error.status });
        }
        // deno-lint-ignore no-console -- as the real one
        console.error(error);
        return new Response("Internal server error", { status: 500 });
      }
    };
  }
}
