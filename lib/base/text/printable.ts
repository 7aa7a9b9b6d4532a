/** How text that is not ours is shown where it could steer a terminal, or make one text look like another. */

/**
 * What is not shown as it is: controls, halves of characters, ends of lines, and what turns the order of the
 * characters around it. Joiners, and the marks of direction within words, belong to how people write.
 *
 * @see https://www.unicode.org/reports/tr36/#Bidirectional_Text_Spoofing
 */
const steering = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u206f]/gu;

const short: Readonly<Record<string, string>> = {
  "\b": "\\b",
  "\t": "\\t",
  "\n": "\\n",
  "\f": "\\f",
  "\r": "\\r",
};

/**
 * A text in one line in which nothing steers the terminal: controls are written as JSON writes them, so that
 * JSON stays what it is.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * assertEquals(printable("Oran\u001b[2J\n"), "Oran\\u001b[2J\\n");
 * assertEquals(printable("Béjaïa, بجاية"), "Béjaïa, بجاية");
 * ```
 */
export function printable(text: string): string {
  return text.replace(
    steering,
    (one) => short[one] ?? `\\u${one.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
