/** What stands behind the ? of an address. */
import { HttpError } from "fresh";
import type { z } from "zod";

/**
 * The parameters that a page knows, checked. Whatever else stands there is none of ours: mail, search engines
 * and editors add to addresses.
 *
 * @throws {HttpError} 400 if one cannot be used, or has two values
 */
export function readQuery<T extends z.ZodObject>({ searchParams }: URL, schema: T): z.infer<T> {
  const names = Object.keys(schema.shape);
  const values = names.map((name) => [name, [...new Set(searchParams.getAll(name))]] as const);
  const given = values.flatMap(([name, [value]]) => value === undefined ? [] : [[name, value]]);
  const { success, data, error } = schema.safeParse(Object.fromEntries(given));
  const wrong = values.find(([, all]) => all.length > 1 || all.some((value) => !isText(value)));
  const name = wrong?.[0] ?? error?.issues[0]?.path[0];
  if (success && name === undefined) return data;
  throw new HttpError(400, `This page cannot use the ${String(name)} behind the ? of its address.`);
}

/** Whether a value is text: no controls, and nothing that was no UTF-8. */
const isText = (value: string) => !/[\p{Cc}\ufffd]/u.test(value);
