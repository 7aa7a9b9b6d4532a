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
  // The password may itself hold ":" or, though it should not, "@": up to the last "@" of the host part.
  return uri.replace(/^(mongodb(?:\+srv)?:\/\/[^:/@]*):[^/?]*@/, "$1:***@");
}
