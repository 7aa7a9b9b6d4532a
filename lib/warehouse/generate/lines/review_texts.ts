/** The words of a review: a title, and a message of one to four sentences. */
import type { Random } from "../../../base/random.ts";
import { nouns, phrases } from "./review_phrases.ts";

/** What a review speaks of. */
export interface Occasion {
  readonly score: number;
  readonly came: boolean;
  readonly late: boolean;
  readonly category: string;
}

/** A title. */
export function reviewTitle({ score }: Occasion, draw: Random): string {
  const { goodTitles, fairTitles, poorTitles } = phrases;
  const title = draw.pick(score > 3 ? goodTitles : score === 3 ? fairTitles : poorTitles);
  const tail = draw.chance(0.1) ? " " : draw.chance(0.1) ? "!" : "";
  return styled(title, draw) + tail;
}

/** A message of some 200 characters at most; its lines end with CRLF. */
export function reviewMessage(occasion: Occasion, draw: Random): string {
  const { score, came, late, category } = occasion;
  const themes: (readonly string[])[] = !came
    ? [phrases.missing]
    : late
    ? score > 3 ? [phrases.late, phrases.good] : [phrases.late, phrases.poor]
    : score > 3
    ? score === 5 ? [phrases.good] : [phrases.good, phrases.fair]
    : score === 3
    ? [phrases.fair, phrases.fair, phrases.poor]
    : [phrases.poor];
  const sentences = [draw.pick(themes[0] ?? phrases.good)];
  while (sentences.length < 3 && draw.chance(0.55)) sentences.push(draw.pick(draw.pick(themes)));
  if (draw.chance(0.6)) sentences.push(draw.pick(score > 3 ? phrases.glad : phrases.angry));
  const [last, ...before] = [...new Set(sentences)].reverse();
  const joined = [...before.reverse().map((text) => text.replace(/\.$/, "")), last].join(
    draw.chance(0.06) ? "\r\n" : draw.chance(0.5) ? ". " : ", ",
  );
  // No half of an emoji or of a line's end is left.
  return styled(filled(joined, category, draw), draw).slice(0, 206).replace(
    /[\ud800-\udbff\r]$/,
    "",
  );
}

/** The product and the days, in place of their marks. */
function filled(text: string, category: string, draw: Random): string {
  if (!text.includes("{")) return text;
  const known = nouns.find(([start]) => category.startsWith(start))?.[1];
  const noun = known && draw.chance(0.7) ? draw.pick(known) : "produto";
  const quoted = draw.chance(0.03) ? `"${noun}"` : noun;
  return text.replaceAll("{p}", quoted).replaceAll("{d}", String(2 + draw.int(30)));
}

/** As people write: some in capitals, some without accents, some in small letters. */
function styled(text: string, draw: Random): string {
  const style = draw.next();
  if (style < 0.06) return text.toUpperCase();
  if (style < 0.16) return text.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
  return style < 0.3 ? text.toLowerCase() : text;
}
