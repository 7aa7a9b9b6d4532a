/** The name of the file in which a submission is handed in. */
import { encoded } from "../base/text/encoded.ts";

/** With the rest of the name it fits where 255 bytes are the most, also with a number that a browser adds. */
const longest = { characters: 60, bytes: 200 };

const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" });

/**
 * A file name that every operating system takes: of the store, `Amina Bensaïd` becomes
 * `dzstore_amina_bensaid.zip`. Letters of any script stay, with the marks that they need.
 *
 * @param system the name of the course's system
 */
export function zipName(system: string, name: string, group: string | null): string {
  const letters = [name, ...group ? [group] : []].join(" ")
    .normalize("NFKD").replace(/[\u0300-\u036f]/g, "").normalize("NFKC").toLowerCase()
    .normalize("NFKC") // a small letter may fall apart again
    .replace(/[\p{Cf}\p{Me}\ufe00-\ufe0f\u{e0100}-\u{e01ef}]/gu, "")
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, "_").replace(/(?<![\p{L}\p{M}\p{N}])\p{M}+/gu, "");
  const slug = cut(letters.replace(/^_+/, "")).replace(/_+$/, "");
  return `dz${system}_${slug || "submission"}.zip`;
}

/** As many whole characters as have room. */
function cut(text: string): string {
  let kept = "", characters = 0;
  for (const { segment } of graphemes.segment(text)) {
    if (++characters > longest.characters || encoded(kept + segment).length > longest.bytes) break;
    kept += segment;
  }
  return kept;
}
