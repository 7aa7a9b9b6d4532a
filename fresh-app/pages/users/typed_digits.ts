/** What was typed to find a user, read. */
import { mostDigits } from "./prefix_ranges.ts";

/**
 * The digits in what was typed to find a user: an id, the beginning of one, or a number alone.
 *
 * @returns `undefined` if no user's id begins like that
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * assertEquals(typedDigits(" User_12 "), "12");
 * assertEquals(typedDigits("use"), "");
 * assertEquals(typedDigits("user_0"), undefined);
 * ```
 */
export function typedDigits(text: string): string | undefined {
  const typed = text.trim().toLowerCase();
  if ("user_".startsWith(typed)) return "";
  const [, digits] = /^(?:user_)?([1-9]\d*)$/.exec(typed) ?? [];
  return digits && digits.length <= mostDigits ? digits : undefined;
}
