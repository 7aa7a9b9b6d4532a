/** What stands on a submission: a name, a group. */
import { UsageError } from "../base/errors.ts";

const longest = 100;

/**
 * A text for a label, without the spaces around it.
 *
 * @param flag by which it was given
 * @throws {UsageError} if it is empty, too long, or holds what cannot be printed
 */
export function label(flag: string, text: string): string {
  const trimmed = text.trim();
  if (trimmed && trimmed.length <= longest && !/\p{C}/u.test(trimmed)) return trimmed;
  throw new UsageError(
    `Cannot make a submission: ${flag} ${JSON.stringify(text.slice(0, longest))} must be ` +
      `a text of 1 to ${longest} characters, such as ${flag} "Amina Bensaïd"`,
  );
}
