/**
 * The passwords in connection strings, as they are written there and as they are meant.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * assertEquals(passwordsIn(["mongodb://amina:s3%40cret@db/shop", "mongodb://db"]), ["s3%40cret", "s3@cret"]);
 * ```
 */
export function passwordsIn(uris: readonly string[]): string[] {
  const written = uris.flatMap((uri) => {
    const [, password] = /^mongodb(?:\+srv)?:\/\/[^:@/]*:([^@]+)@/.exec(uri) ?? [];
    return password ? [password] : [];
  });
  return [...new Set(written.flatMap((password) => [password, decoded(password)]))];
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // it has a % that should have been escaped
  }
}
