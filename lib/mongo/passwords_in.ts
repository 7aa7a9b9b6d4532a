/** The secrets of connection strings. */
import { maskAddress } from "../base/text/without_secrets.ts";

/**
 * The secrets in connection strings, passwords and tokens, as they are written there and as they are meant; also
 * of strings that are cut or cannot be read.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * assertEquals(passwordsIn(["mongodb://amina:s3%40cret@db/shop", "mongodb://db"]), ["s3%40cret", "s3@cret"]);
 * ```
 */
export function passwordsIn(uris: readonly string[]): string[] {
  const written = uris.flatMap((uri) => whatIsMasked(uri));
  return [...new Set(written.flatMap((password) => [password, decoded(password)]))];
}

/** What stands in a string where its masked form has `***`. */
function whatIsMasked(uri: string): string[] {
  const parts = maskAddress(uri).split("***").map((part) => RegExp.escape(part));
  const [, ...found] = new RegExp(`^${parts.join("(.*?)")}$`, "s").exec(uri) ?? [];
  return found.flatMap((one) => [one, ...propertiesIn(decoded(one))]).filter(Boolean);
}

/** The values of an option that has several, `NAME:value,NAME:value`. */
const propertiesIn = (option: string) =>
  /^[A-Z_]+:/.test(option) ? option.split(",").map((one) => one.slice(one.indexOf(":") + 1)) : [];

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // it has a % that should have been escaped
  }
}
