/** The header of rows, judged: whether it names the columns that are read, and each once. */
import type { CsvRecord } from "../text/csv_record.ts";

/** What a header has to name. */
export interface Wanted {
  readonly needed: readonly string[];
  /** Columns that are read if there are any such. Default: none. */
  readonly optional?: readonly string[];
}

/** How a header is spoken of. */
export interface HeaderWords {
  /** What it is: `line 1`, if not said otherwise. */
  readonly subject?: string;
  /** What it says, if not its names with commas. */
  readonly shown?: string;
  /** What is expected, if not the needed columns with commas. */
  readonly expected?: string;
}

const shown_letters = 80;

/**
 * Where the wanted columns stand, in any order and among others that are not read. Names are taken to
 * the letter: `User` beside `user` may be another column.
 *
 * @param names the header's fields
 * @returns the place of each needed column, then of each optional one, -1 if it is not there
 * @throws {SyntaxError} if a needed column is missing, or one that is read is named twice: its values
 *   may differ
 *
 * @example
 * ```ts
 * import { assertEquals, assertThrows } from "@std/assert";
 * const wanted = { needed: ["user", "item"], optional: ["weight"] };
 * assertEquals(placesIn(["item", "note", "user"], wanted), [2, 0, -1]);
 * assertThrows(() => placesIn(["user", "item", "user"], wanted), SyntaxError, "user twice");
 * ```
 */
export function placesIn(
  names: readonly string[],
  { needed, optional = [] }: Wanted,
  { subject = "line 1", shown = names.join(","), expected = needed.join(",") }: HeaderWords = {},
): number[] {
  if (needed.some((name) => !names.includes(name))) {
    const found = JSON.stringify(shown.slice(0, shown_letters));
    const hint = hintFor(names, needed);
    throw new SyntaxError(`${subject} is ${found}, expected the header ${expected}${hint}`);
  }
  const read = [...needed, ...optional];
  const twice = read.find((name) => names.indexOf(name) !== names.lastIndexOf(name));
  if (twice !== undefined) throw new SyntaxError(`${subject} names the column ${twice} twice`);
  return read.map((name) => names.indexOf(name));
}

/** What stands between fields in files of other programs, such as spreadsheets where 1,5 is a number. */
const otherSeparators = [[";", "semicolons"], ["\t", "tabs"], ["|", "bars"]] as const;

/** What is wrong with a header that says what is needed in another way. */
function hintFor(names: readonly string[], needed: readonly string[]): string {
  if (isNearly(names, needed)) return ", to the letter and without blanks";
  if (names.some((name) => name.includes("\0"))) return ". It is no text, as CSV is";
  const other = otherSeparators.find(([mark]) => isNearly(names.join().split(mark), needed));
  return other ? `, with commas between the fields instead of ${other[1]}` : "";
}

/** Whether all the needed names are there, but for capitals and blanks. */
function isNearly(names: readonly string[], needed: readonly string[]): boolean {
  const plain = names.map((name) => name.trim().toLowerCase());
  return needed.every((name) => plain.includes(name.toLowerCase()));
}

/**
 * Whether a row is the header once more, as in files that were joined one behind the other: its
 * fields are the names of their columns, perhaps behind a byte order mark. That is no row.
 *
 * @param names the columns that are needed
 * @param places where they stand
 */
export function isHeaderAgain(
  names: readonly string[],
  places: readonly number[],
  row: CsvRecord,
): boolean {
  return names.every((name, index) => {
    const place = places[index] ?? row.fields;
    if (place >= row.fields) return false;
    const more_bytes = row.end(place) - row.begin(place) - name.length; // quick, and mostly enough
    return (more_bytes === 0 || more_bytes === mark.length) &&
      row.text(place).replace("\ufeff", "") === name;
  });
}

/** The byte order mark. */
const mark = [0xef, 0xbb, 0xbf];
