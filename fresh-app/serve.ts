/** The dashboard's server. */
import { printAside, printDefect } from "../lib/base/print.ts";
import { type AppParts, createApp } from "./app.tsx";
import { guarded } from "./guard.ts";

/** Where to listen. */
export interface Address {
  readonly hostname: string;
  readonly port: number;
}

const loopback = ["localhost", "127.0.0.1", "[::1]"];

/**
 * Serves the dashboard.
 *
 * @throws {Deno.errors.AddrInUse} if something else listens there
 */
export function serve(parts: AppParts, { hostname, port }: Address): Deno.HttpServer {
  const isLoopback = /^(127\.|localhost$|::1$)/i.test(hostname);
  const handler = guarded(createApp(parts).handler(), {
    ...(isLoopback && { hosts: new Set([...loopback, hostname.toLowerCase()]) }),
    onDefect(request, error) {
      printAside(`Cannot answer ${request}:`);
      printDefect(error);
    },
  });
  return Deno.serve({ hostname, port, onListen: () => {} }, handler);
}
