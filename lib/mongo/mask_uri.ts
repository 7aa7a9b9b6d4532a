/**
 * The connection string with its password replaced by `***`, fit for messages and logs.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * assertEquals(maskUri("mongodb://amina:s3cret@db/shop"), "mongodb://amina:***@db/shop");
 * ```
 */
export function maskUri(uri: string): string {
  // A password that should have been escaped may hold any of : / ? @, so all up to the last @ goes.
  return uri
    .replace(/^(mongodb(?:\+srv)?:\/\/[^:]*):.*@/s, "$1:***@")
    .replace(/([?&][^=&]*(?:password|session_token)[^=&]*=)[^&]*/gi, "$1***");
}
