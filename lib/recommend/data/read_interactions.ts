/** Interactions read from a CSV file of anyone's. */
import { parse } from "@std/csv";
import { DzError, FileError } from "../../base/errors.ts";
import type { Interaction } from "../engine/mod.ts";

/** A file of interactions cannot be used. */
export class InteractionsError extends DzError {}

const chunk_bytes = 1 << 22;
/** A row that is longer has a quote that is not closed. */
const longestRow = 1 << 24;

/**
 * Reads interactions from a CSV file with the header `user,item` and, if there are such columns,
 * `weight` and `timestamp`, in any order; ids may be any text.
 *
 * @returns the interactions in the order of their timestamps if they have any, else of the file
 * @throws {InteractionsError} naming the line that cannot be used
 * @throws {FileError} if the file cannot be read
 */
export function readInteractions(path: string): Interaction<string>[] {
  const found: { interaction: Interaction<string>; time: number }[] = [];
  let columns: string[] | undefined;
  for (const { text, line } of csvPieces(path)) {
    const starts = rowStarts(text, line);
    let rows;
    try {
      rows = parse(text);
    } catch (error) {
      throw refusal(path, line, (error as Error).message);
    }
    for (const [index, row] of rows.entries()) {
      if (!columns) columns = header(path, row);
      else found.push(interactionOf(path, starts[index] ?? line, columns, row));
    }
  }
  if (!columns) {
    throw refusal(path, 1, "it is empty, expected the header user,item[,weight][,timestamp]");
  }
  if (found.length === 0) {
    throw refusal(path, 1, "it is followed by no interactions");
  }
  if (columns.includes("timestamp")) found.sort((a, b) => a.time - b.time);
  return found.map(({ interaction }) => interaction);
}

function header(path: string, row: string[]): string[] {
  const known = row.filter((name) => ["user", "item", "weight", "timestamp"].includes(name));
  const repeated = known.length > new Set(known).size;
  if (row.includes("user") && row.includes("item") && !repeated) return row;
  throw refusal(
    path,
    1,
    `it is "${row.join(",")}", expected the header user,item[,weight][,timestamp]`,
  );
}

function interactionOf(path: string, line: number, columns: readonly string[], row: string[]) {
  if (row.length !== columns.length) {
    throw refusal(path, line, `it has ${row.length} fields, expected ${columns.length}`);
  }
  const field = (name: string) => row[columns.indexOf(name)];
  const { user, item } = { user: field("user"), item: field("item") };
  if (!user || !item) throw refusal(path, line, "user or item is empty");
  const text = field("weight");
  const weight = text === undefined ? 1 : text.trim() === "" ? NaN : Number(text);
  if (!(weight >= 0 && Math.fround(weight) < Infinity)) {
    throw refusal(path, line, `the weight "${text}" must be a number of at least 0`);
  }
  return { interaction: { user, item, weight }, time: timeOf(path, line, field("timestamp")) };
}

/** A time as seconds since 1970 or as ISO 8601. */
function timeOf(path: string, line: number, text: string | undefined): number {
  if (text === undefined) return 0;
  const time = /^\d+(\.\d+)?$/.test(text) ? Number(text) * 1000 : Date.parse(text);
  if (Number.isNaN(time)) throw refusal(path, line, `the timestamp "${text}" cannot be understood`);
  return time;
}

const refusal = (path: string, line: number, reason: string) =>
  new InteractionsError(`Cannot use ${path}, line ${line}: ${reason}`);

/** The line on which each row of a text begins, of which the first is `first`. */
function rowStarts(text: string, first: number): number[] {
  const starts: number[] = [];
  let quoted = false;
  for (const [index, line] of text.split("\n").entries()) {
    if (!quoted && line !== "" && line !== "\r") starts.push(first + index);
    if (line.includes('"') && line.split('"').length % 2 === 0) quoted = !quoted;
  }
  return starts;
}

/** The file in pieces that end where a row does, with the line on which each begins. */
function* csvPieces(path: string): Generator<{ text: string; line: number }> {
  try {
    using file = Deno.openSync(path);
    const decoder = new TextDecoder();
    const buffer = new Uint8Array(chunk_bytes);
    let rest = "", line = 1;
    for (let read; (read = file.readSync(buffer)) !== null;) {
      rest += decoder.decode(buffer.subarray(0, read), { stream: true });
      const end = lastRowEnd(rest);
      if (end === 0 && rest.length > longestRow) {
        throw refusal(path, line, "its row does not end: is a quote not closed?");
      }
      const text = rest.slice(0, end);
      if (text) yield { text, line };
      line += text.split("\n").length - 1;
      rest = rest.slice(end);
    }
    if (rest) yield { text: rest, line };
  } catch (error) {
    if (error instanceof DzError) throw error;
    throw FileError.from(`Cannot read ${path}`, error);
  }
}

/** Where the last whole row ends; a line end between quotes ends no row. */
function lastRowEnd(text: string): number {
  if (!text.includes('"')) return text.lastIndexOf("\n") + 1;
  let end = 0;
  let quoted = false;
  for (let index = 0; index < text.length; index++) {
    const letter = text[index];
    if (letter === '"') quoted = !quoted;
    else if (letter === "\n" && !quoted) end = index + 1;
  }
  return end;
}
