/** The one line for an address at which nobody can be served. */
import { DzError } from "../lib/base/errors.ts";
import type { Address } from "./serve.ts";

export function cannotListen({ hostname, port }: Address, error: unknown): DzError {
  const reason = error instanceof Deno.errors.AddrInUse
    ? "another program listens there; choose another with --port"
    : (error as Error).message;
  return new DzError(`Cannot listen on ${hostname}:${port}: ${reason}`, { cause: error });
}
