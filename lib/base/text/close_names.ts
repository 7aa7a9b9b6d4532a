/**
 * Those of `names` that someone who wrote `name` may have meant, the closest first: with other accents or
 * capitals, cut off, or with a letter or, in a longer name, two wrong.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * assertEquals(closeNames("setiff", ["Oran", "Sétif"]), ["Sétif"]);
 * ```
 */
export function closeNames(name: string, names: readonly string[]): string[] {
  const written = plain(name);
  const mostWrong = written.length < 3 ? 0 : written.length < 5 ? 1 : 2;
  return names
    .map((candidate) => {
      const meant = plain(candidate);
      const isCutOff = written.length >= 3 && meant.startsWith(written);
      return { candidate, wrong: isCutOff ? 0 : editDistance(written, meant) };
    })
    .filter(({ wrong }) => wrong <= mostWrong)
    .sort((a, b) => a.wrong - b.wrong)
    .map(({ candidate }) => candidate);
}

/** `Béjaïa ` as `bejaia`. */
const plain = (text: string) => text.normalize("NFD").replace(/\p{M}/gu, "").trim().toLowerCase();

/** How many letters have to be added, left out or changed (Levenshtein, 1965). */
function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (const [line, letter] of [...a].entries()) {
    const next = [line + 1];
    for (let column = 1; column <= b.length; column++) {
      next.push(Math.min(
        (row[column] ?? 0) + 1,
        (next[column - 1] ?? 0) + 1,
        (row[column - 1] ?? 0) + (letter === b[column - 1] ? 0 : 1),
      ));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}
