/** Servers that are too old are told so, and not asked what they do not know. */
import { GraphServerError } from "./errors.ts";

/** What a server says of itself, and what is needed. */
export interface FoundVersion {
  /** Such as `Neo4j`. */
  readonly name: string;
  /** Such as `5.26.18`; what says none is taken as it is. */
  readonly version: string;
  /** Such as `5.0`. */
  readonly oldest: string;
}

/**
 * Makes sure that a server is new enough.
 *
 * @throws {GraphServerError} if it is not
 */
export function requireVersion(server: string, { name, version, oldest }: FoundVersion): void {
  const [found, needed] = [version, oldest].map((one) => one.split(".").map(Number));
  const [major = 0, minor = 0] = found ?? [], [least = 0, leastMinor = 0] = needed ?? [];
  if (version === "" || major > least || (major === least && minor >= leastMinor)) return;
  throw new GraphServerError(
    server,
    `it is ${name} ${version}`,
    `Needed is ${oldest} or later`,
  );
}
