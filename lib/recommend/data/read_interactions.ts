/** Interactions read from a file of anyone's. */
import { DzError } from "../../base/errors.ts";
import { isHeaderAgain, placesIn } from "../../base/input/header.ts";
import { openInput } from "../../base/input/open_input.ts";
import type { CsvRecord } from "../../base/text/csv_record.ts";
import { type FoundRecord, RecordReader } from "../../base/text/record_reader.ts";
import type { Observations } from "../engine/mod.ts";
import { InteractionColumns, type InteractionPlaces } from "./interaction_columns.ts";

/** A file of interactions cannot be used. */
export class InteractionsError extends DzError {}

/** A row that is longer has a quote that is not closed. */
const longestRow_bytes = 1 << 20;

const needed = ["user", "item"];
const expected = "user,item[,weight][,timestamp]";

/**
 * Reads interactions from a file of any form, or a pipe, with the header `user,item` and, if there are such columns,
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
  using input = await openInput(path);
  let columns: InteractionColumns | undefined;
  let places: InteractionPlaces | undefined;
  const refuse = (line: number, reason: string): never => {
    throw new InteractionsError(`Cannot use ${input.name}, line ${line}: ${reason}`);
  };
  const take = ({ line, record }: FoundRecord) => {
    if (!record) return refuse(line, "it is longer than 1 MB: is a quote not closed?");
    try {
      if (!columns) columns = new InteractionColumns(places = placesOf(record));
      else if (!places || !isAgain(record, places)) columns.take(record);
    } catch (error) {
      if (error instanceof SyntaxError || error instanceof RangeError) refuse(line, error.message);
      throw error;
    }
  };
  const reader = new RecordReader(take, longestRow_bytes);
  for await (const piece of input.csv(onBytes)) reader.push(piece);
  reader.end();
  if (!columns) return refuse(1, `it is empty, expected the header ${expected}`);
  if (columns.length === 0) return refuse(1, "it is followed by no interactions");
  return columns.observations();
}

const isAgain = (record: CsvRecord, { user, item }: InteractionPlaces) =>
  isHeaderAgain(needed, [user, item], record);

/** @throws {SyntaxError} if a column is missing, or there twice */
function placesOf(record: CsvRecord): InteractionPlaces {
  const names = record.texts();
  const [user = -1, item = -1, weight = -1, timestamp = -1] = placesIn(
    names,
    { needed, optional: ["weight", "timestamp"] },
    { subject: "it", expected },
  );
  return { user, item, weight, timestamp, fields: names.length };
}
