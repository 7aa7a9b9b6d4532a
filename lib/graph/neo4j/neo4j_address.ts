/** Where a Neo4j of the user's own is, and who logs in there. */
import { UsageError } from "../../base/errors.ts";
import type { Settings } from "../../base/settings.ts";
import type { Neo4jLogin } from "./neo4j_driver.ts";

/** A server, and who logs in. */
export interface Neo4jAddress {
  /** Without the login. */
  readonly uri: string;
  readonly login?: Neo4jLogin;
}

/**
 * The server of `NEO4J_URI`; user and password stand in it, or in `NEO4J_USER` and `NEO4J_PASSWORD`.
 *
 * @returns `undefined` if none is named
 * @throws {UsageError} if it is no such address; its value, which may hold a password, is not shown
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * assertEquals(neo4jAddress({ neo4jUri: "bolt://amina:s3%2Fcret@db:7687" }), {
 *   uri: "bolt://db:7687",
 *   login: { user: "amina", password: "s3/cret" },
 * });
 * ```
 */
export function neo4jAddress(
  { neo4jUri, neo4jUser, neo4jPassword }: Pick<
    Settings,
    "neo4jUri" | "neo4jUser" | "neo4jPassword"
  >,
): Neo4jAddress | undefined {
  if (neo4jUri === undefined) return undefined;
  const [, scheme, inside, server = ""] = form.exec(neo4jUri) ?? [];
  if (!scheme || !URL.canParse(`http://${server}`)) {
    throw refused("it must be such as neo4j://host:7687");
  }
  const uri = `${scheme}${server}`;
  const [user = "", ...rest] = inside?.split(":") ?? [];
  const password = inside?.includes(":") ? decoded(rest.join(":")) : neo4jPassword;
  if (password === undefined) {
    if (inside || neo4jUser) throw refused("it has a user without a password: set NEO4J_PASSWORD");
    return { uri };
  }
  return { uri, login: { user: decoded(user) || neo4jUser || "neo4j", password } };
}

const form = /^((?:bolt|neo4j)(?:\+s|\+ssc)?:\/\/)(?:(.*)@)?([^/@\s]+)\/?$/s;

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw refused("a % in user or password is written %25");
  }
}

const refused = (why: string) =>
  new UsageError(
    `Cannot use NEO4J_URI: ${why} (its value is not shown, it may hold a password)`,
  );
