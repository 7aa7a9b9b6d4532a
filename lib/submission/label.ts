/** What stands on a submission: a name, a group. */
import { UsageError } from "../base/errors.ts";
import { counted } from "../base/text/counted.ts";

const longest = 100;

/** Letters can be heaped with marks without end; more than so many units of text are none of a name. */
const longest_units = 1000;

/**
 * What cannot be seen and changes nothing of a name: marks of direction, places where a line may break. The
 * joiners of Persian, Sinhala and of emoji are letters' own, and stay.
 */
const invisible = /[\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]/g;

const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" });

/**
 * A text for a label: composed, without marks that cannot be seen and without spaces around it.
 *
 * @param flag by which it was given
 * @throws {UsageError} if it is empty, too long, or holds what cannot be printed, with the reason
 */
export function label(flag: string, text: string): string {
  const meant = text.normalize("NFC").replace(invisible, "").replace(/\p{Zs}+/gu, " ").trim();
  const reason = whyNot(meant);
  if (!reason) return meant;
  const shown = JSON.stringify(text.slice(0, longest));
  throw new UsageError(
    `Cannot make a submission: ${flag} ${shown} must be a text of 1 to ${longest} characters, ` +
      `such as ${flag} "Amina Bensaïd": ${reason}`,
  );
}

/** Why a text is no label; nothing if it is one. */
function whyNot(text: string): string | undefined {
  const [control] = /\p{Cc}|\p{Zl}|\p{Zp}/u.exec(text) ?? [];
  if (control) return `it holds a control character, ${codeOf(control)}`;
  if (/\p{Cs}/u.test(text)) return "it holds half of a character";
  if (!/[^\p{C}\p{Z}\p{M}]|\p{Co}/u.test(text)) return "it holds nothing that can be seen";
  const characters = [...graphemes.segment(text.slice(0, longest_units))].length;
  if (characters > longest) {
    return `it has ${counted([...graphemes.segment(text)].length, "character")}`;
  }
  if (text.length > longest_units) return "its letters have too many marks";
}

const codeOf = (character: string) =>
  `U+${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}`;
