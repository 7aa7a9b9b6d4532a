/** What the address of a ClickHouse says. */
import { UsageError } from "../base/errors.ts";

/** A server, and how one logs in. */
export interface Server {
  /** Without name, password and database: `http://localhost:8123` */
  readonly address: string;
  readonly username: string;
  readonly password: string;
  readonly database: string | undefined;
}

const databaseName = /^[\w-]{1,63}$/;

/**
 * Takes an address apart.
 *
 * @param url `http(s)://user:password@host:port/database`; without a user it is `default`
 * @throws {UsageError} if it is no such address; its value, which may hold a password, is not shown
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * assertEquals(serverOf("https://amina:s%40cret@db.example:8443/shop"), {
 *   address: "https://db.example:8443",
 *   username: "amina",
 *   password: "s@cret",
 *   database: "shop",
 * });
 * ```
 */
export function serverOf(url: string): Server {
  const refused = (why: string) =>
    new UsageError(
      `Cannot use CLICKHOUSE_URL: ${why}; it is http(s)://user:password@host:port/database, with ` +
        "/ ? # @ : % in user and password written %2F %3F %23 %40 %3A %25 (its value is not shown)",
    );
  let parsed, username, password, path;
  try {
    parsed = new URL(url);
    username = decodeURIComponent(parsed.username);
    password = decodeURIComponent(parsed.password);
    path = decodeURIComponent(parsed.pathname.replace(/^\/|\/$/g, ""));
  } catch {
    throw refused("it is no address");
  }
  if (!/^https?:$/.test(parsed.protocol)) throw refused("it must begin with http:// or https://");
  if (parsed.search || parsed.hash) throw refused("nothing may follow the database");
  if (path !== "" && !databaseName.test(path)) {
    throw refused("a database is 1 to 63 letters, digits, - and _");
  }
  return {
    address: parsed.origin,
    username: username || "default",
    password,
    database: path || undefined,
  };
}
