/** Interactions read from a file of anyone's. */
import { DzError, FileError } from "../../base/errors.ts";
import type { CsvRecord } from "../../base/text/csv_record.ts";
import { type FoundRecord, RecordReader } from "../../base/text/record_reader.ts";
import type { Observations } from "../engine/mod.ts";
import { InteractionColumns, type InteractionPlaces } from "./interaction_columns.ts";

/** A file of interactions cannot be used. */
export class InteractionsError extends DzError {}

const chunk_bytes = 1 << 20;
/** A row that is longer has a quote that is not closed. */
const longestRow_bytes = 1 << 20;

const expected = "expected the header user,item[,weight][,timestamp]";

/**
 * Reads interactions from a CSV file with the header `user,item` and, if there are such columns,
 * `weight` and `timestamp`, in any order; ids may be any text in UTF-8, and are told apart byte by byte.
 *
 * @param onBytes told now and then how many bytes were read
 * @returns the interactions in the order of their timestamps if they have any, else of the file
 * @throws {InteractionsError} naming the line that cannot be used
 * @throws {FileError} if the file cannot be read
 */
export async function readInteractions(
  path: string,
  onBytes: (bytes: number) => void = () => {},
): Promise<Observations<string>> {
  let columns: InteractionColumns | undefined;
  const refuse = (line: number, reason: string): never => {
    throw new InteractionsError(`Cannot use ${path}, line ${line}: ${reason}`);
  };
  const take = ({ line, record }: FoundRecord) => {
    if (!record) return refuse(line, "it is longer than 1 MB: is a quote not closed?");
    try {
      if (columns) columns.take(record);
      else columns = new InteractionColumns(placesOf(record));
    } catch (error) {
      if (error instanceof SyntaxError || error instanceof RangeError) refuse(line, error.message);
      throw error;
    }
  };
  const reader = new RecordReader(take, longestRow_bytes);
  let read_bytes = 0;
  for await (const piece of pieces(path)) {
    reader.push(piece);
    onBytes(read_bytes += piece.length);
  }
  reader.end();
  if (!columns) return refuse(1, `it is empty, ${expected}`);
  if (columns.length === 0) return refuse(1, "it is followed by no interactions");
  return columns.observations();
}

/** @throws {SyntaxError} if a column is missing, or there twice */
function placesOf(record: CsvRecord): InteractionPlaces {
  const names = record.texts();
  const place = (name: string) => names.indexOf(name);
  const places = {
    user: place("user"),
    item: place("item"),
    weight: place("weight"),
    timestamp: place("timestamp"),
    fields: names.length,
  };
  const read = names.filter((name) => ["user", "item", "weight", "timestamp"].includes(name));
  const isRepeated = read.length > new Set(read).size;
  if (places.user >= 0 && places.item >= 0 && !isRepeated) return places;
  throw new SyntaxError(`it is ${JSON.stringify(names.join(","))}, ${expected}`);
}

async function* pieces(path: string): AsyncGenerator<Uint8Array> {
  try {
    using file = await Deno.open(path);
    const buffer = new Uint8Array(chunk_bytes);
    for (let read; (read = await file.read(buffer)) !== null;) yield buffer.subarray(0, read);
  } catch (error) {
    if (error instanceof DzError) throw error;
    throw FileError.from(`Cannot read ${path}`, error);
  }
}
