/** What stands behind the ? of an address, checked. */
import { HttpError } from "fresh";
import { z } from "zod";

/** Of a page that has no parameters. */
export const noQuery = z.strictObject({});

/**
 * The parameters of a query, checked: each at most once, none that the schema does not know.
 *
 * @throws {HttpError} 400 if one cannot be used
 */
export function readQuery<T extends z.ZodType>(url: URL, schema: T): z.infer<T> {
  const entries = [...url.searchParams];
  const names = new Set(entries.map(([name]) => name));
  const { success, data } = schema.safeParse(Object.fromEntries(entries));
  if (success && names.size === entries.length) return data;
  throw new HttpError(400, "The address has something behind its ? that this page does not know.");
}
