/** What stands before the app: refuses what no page is for, and seals every answer. */
import { gzipSync } from "node:zlib";
import { acceptsEncoding } from "./accepts_encoding.ts";

type Handler = (request: Request, info: Deno.ServeHandlerInfo) => Response | Promise<Response>;

/** Longer addresses are refused. What others add behind the ? takes some room. */
const longestUrl = 8192;

/** Shorter answers are not compressed. */
const shortest_bytes = 1000;

/**
 * Only what comes from here may run, be shown or be asked for: no inline script or style, no other
 * host. Pictures may be drawn by the page itself (blob:).
 *
 * @see https://www.w3.org/TR/CSP3/
 */
const contentSecurityPolicy = Object.entries({
  "default-src": "'none'",
  "script-src": "'self'",
  "style-src": "'self'",
  "img-src": "'self' blob:",
  "connect-src": "'self'",
  "form-action": "'self'",
  "base-uri": "'none'",
  "frame-ancestors": "'none'",
}).map(([name, value]) => `${name} ${value}`).join("; ");

const securityHeaders = {
  "Content-Security-Policy": contentSecurityPolicy,
  "X-Content-Type-Options": "nosniff",
  "Referrer-Policy": "same-origin",
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Resource-Policy": "same-origin",
  "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
} as const;

/** How to guard. */
export interface GuardOptions {
  /** The names by which the server may be called; absent: any. */
  readonly hosts?: ReadonlySet<string>;
  /** Told of each request that a defect kept from being answered. */
  readonly onDefect: (line: string, error: unknown) => void;
}

/**
 * A handler that refuses bad requests, and adds security headers and compression to all answers.
 */
export function guarded(handler: Handler, { hosts, onDefect }: GuardOptions): Handler {
  return async (request, info) => {
    const response = refusal(request, hosts) ?? await answer(request, info);
    const sealed = await compressed(response, request);
    for (const [name, value] of Object.entries(securityHeaders)) sealed.headers.set(name, value);
    if (!sealed.headers.has("Cache-Control")) sealed.headers.set("Cache-Control", "no-cache");
    return sealed;
  };

  async function answer(request: Request, info: Deno.ServeHandlerInfo): Promise<Response> {
    try {
      return await handler(request, info);
    } catch (error) {
      onDefect(`${request.method} ${new URL(request.url).pathname}`, error);
      return text(500, "Something is wrong here; the console says more.");
    }
  }
}

const text = (status: number, line: string, headers: HeadersInit = {}) =>
  new Response(`${line}\n`, { status, headers });

/** The answer to a request that no page is for; `undefined` if one may be. */
function refusal(request: Request, hosts: GuardOptions["hosts"]): Response | undefined {
  if (request.url.length > longestUrl) return text(414, "The address is too long.");
  const url = URL.parse(request.url);
  if (!url) return text(400, "The address cannot be read.");
  const { pathname, hostname } = url;
  // A name that leads here from elsewhere would make a foreign page one of ours (DNS rebinding).
  if (hosts && !hosts.has(hostname)) return text(421, "This server is not called that.");
  if (!["GET", "HEAD", "OPTIONS"].includes(request.method)) {
    return text(405, "Pages can only be read.", { Allow: "GET, HEAD" });
  }
  if (!isWellEncoded(pathname)) return text(400, "The address is not well encoded.");
}

/** Whether the percent signs of a path are those of UTF-8 without control characters. */
function isWellEncoded(part: string): boolean {
  try {
    return !/\p{Cc}/u.test(decodeURIComponent(part));
  } catch {
    return false;
  }
}

/** The same answer, compressed if that is worth it and the browser takes it. */
async function compressed(response: Response, request: Request): Promise<Response> {
  const { status, headers } = response;
  const type = headers.get("Content-Type") ?? "";
  const isText = /^(text\/(?!event-stream)|application\/json|image\/svg)/.test(type);
  if (
    !acceptsEncoding(request, "gzip") || !isText || !response.body ||
    headers.has("Content-Encoding")
  ) {
    return new Response(response.body, { status, headers });
  }
  const body = new Uint8Array(await response.arrayBuffer());
  const changed = new Headers(headers);
  changed.append("Vary", "Accept-Encoding");
  if (body.length < shortest_bytes) return new Response(body, { status, headers: changed });
  changed.set("Content-Encoding", "gzip");
  return new Response(new Uint8Array(gzipSync(body)), { status, headers: changed });
}
