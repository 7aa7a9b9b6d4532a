/** Which links of a page lead to where it is: Fresh marks them by itself while it draws a page. */
import { options, type VNode } from "preact";

let at: URL | undefined;

const before = options.vnode;
options.vnode = (vnode: VNode) => {
  if (at && vnode.type === "a") mark(vnode.props as Record<string, unknown>, at);
  before?.(vnode);
};

/** Draws a page that is at an address. */
export function drawnAt<T>(url: URL, draw: () => T): T {
  at = url;
  try {
    return draw();
  } finally {
    at = undefined;
  }
}

/** A link within the site; one that says itself whether it is current is left alone. */
function mark(props: Record<string, unknown>, url: URL): void {
  const { href } = props;
  if (typeof href !== "string" || !href.startsWith("/")) return;
  if (props["aria-current"] !== undefined) return;
  const target = new URL(href, "http://localhost");
  const here = withoutSlash(url.pathname), there = withoutSlash(target.pathname);
  const isThere = here === there && (target.search === "" || target.search === url.search);
  if (isThere) Object.assign(props, { "data-current": "true", "aria-current": "page" });
  else if (there === "/" || here === there || here.startsWith(`${there}/`)) {
    Object.assign(props, { "data-ancestor": "true", "aria-current": "true" });
  }
}

const withoutSlash = (path: string) => path === "/" ? path : path.replace(/\/$/, "");
