/** A request on its way, and what is drawn around the page that answers it. */
import { type FunctionComponent, h, isValidElement, type VNode } from "preact";
import { renderToString } from "preact-render-to-string";
import { drawnAt } from "./active_links.ts";

/** What is drawn around pages. */
export interface Surroundings<State> {
  app: FunctionComponent<PageProps<unknown, State>> | null;
  layouts: readonly FunctionComponent<PageProps<unknown, State>>[];
}

/** Which of it to leave out. */
export interface LayoutConfig {
  skipInheritedLayouts?: boolean;
  skipAppWrapper?: boolean;
}

/** What layouts and the wrapper are given. */
export interface PageProps<Data = unknown, State = unknown> {
  readonly url: URL;
  readonly req: Request;
  readonly params: Record<string, string>;
  readonly info: Deno.ServeHandlerInfo;
  readonly state: State;
  readonly error: unknown;
  readonly route: string | null;
  readonly data: Data;
  /** What is inside. */
  readonly Component: FunctionComponent;
}

/** A request on its way through the middlewares. */
export class Context<State> {
  /** Shared by all middlewares of the request. */
  readonly state = {} as State;
  /** What was thrown, if something was. */
  error: unknown = null;
  /** @internal */
  surroundings: Surroundings<State> = { app: null, layouts: [] };

  constructor(
    readonly req: Request,
    readonly url: URL,
    readonly info: Deno.ServeHandlerInfo,
    /** The pattern of the route. */
    readonly route: string | null,
    readonly params: Record<string, string>,
    /** Calls the next middleware. */
    public next: () => Promise<Response>,
  ) {}

  /** Answers with a page, within the layouts and the wrapper that cover the route. */
  // deno-lint-ignore require-await -- so that what is thrown rejects, as in the real one
  async render(
    // deno-lint-ignore no-explicit-any -- as in the real one
    vnode: VNode<any> | null,
    init: ResponseInit = {},
    { skipInheritedLayouts = false, skipAppWrapper = false }: LayoutConfig = {},
  ): Promise<Response> {
    if (vnode !== null && !isValidElement(vnode)) {
      throw new Error("Non-JSX element passed to: ctx.render()");
    }
    const { app, layouts } = this.surroundings;
    const around = [
      ...(skipInheritedLayouts ? [] : layouts).toReversed(),
      ...(app && !skipAppWrapper ? [app] : []),
    ];
    let tree: VNode | null = vnode;
    for (const component of around) {
      const child = tree;
      const props = { ...this.#props, Component: () => child };
      tree = h<object>(() => component(props), null);
    }
    const headers = new Headers(init.headers);
    headers.set("Content-Type", "text/html; charset=utf-8");
    const html = tree === null ? "" : drawnAt(this.url, () => renderToString(tree));
    return new Response(`<!DOCTYPE html>${html}`, { ...init, headers });
  }

  get #props(): Omit<PageProps<unknown, State>, "Component"> {
    const { url, req, params, info, state, error, route } = this;
    return { url, req, params, info, state, error, route, data: null };
  }

  /** Answers with text. */
  text(content: string, init?: ResponseInit): Response {
    return new Response(content, init);
  }

  /** Answers with JSON. */
  json(content: unknown, init?: ResponseInit): Response {
    return Response.json(content, init);
  }

  /** Sends the browser elsewhere; a path stays within the site. */
  redirect(pathOrUrl: string, status = 302): Response {
    const [path = "", ...rest] = pathOrUrl.split(/(?=[?#])/);
    const location = path.startsWith("/") ? path.replaceAll(/\/+/g, "/") : path;
    return new Response(null, { status, headers: { location: location + rest.join("") } });
  }
}
