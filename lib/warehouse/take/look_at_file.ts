/** One raw file, looked at: whether it is there, readable, and has its columns. */
import { FileError } from "../../base/errors.ts";
import { placesIn } from "../../base/input/header.ts";
import { openInput } from "../../base/input/open_input.ts";
import { RecordReader } from "../../base/text/record_reader.ts";
import { olistFiles, type OlistName } from "../olist.ts";
import type { RawFile } from "../place.ts";

/** The header, and a row below it. */
const head_rows = 2;

/**
 * Looks at the beginning of a raw file.
 *
 * @throws {FileError} if it cannot be read, is no CSV, has no row, or lacks a column or has one twice
 */
export async function lookAtFile(name: OlistName, path: string): Promise<RawFile> {
  const { columns, fileName } = olistFiles[name];
  const fault = (reason: string) => new FileError(`Cannot use ${path} as ${fileName}: ${reason}`);
  const records = await firstRecords(path);
  const [header, row] = records;
  if (!header || header.join("").trim() === "") throw fault("it is empty. Fetch it again");
  const first = header.join(",");
  if (/^\s*<(!doctype|html|\?xml)/i.test(first)) {
    throw fault("it is a web page. Download the file itself, not the page that shows it");
  }
  const expected = Object.keys(columns);
  if (header.length === 1 && first.split(/[;\t|]/).length >= expected.length) {
    const separator = first.includes(";") ? "semicolons" : "tabs or bars";
    throw fault(`its fields stand between ${separator}. Save it with commas`);
  }
  try {
    placesIn(header, { needed: expected });
  } catch (error) {
    throw fault((error as Error).message);
  }
  if (!row) throw fault("it has a header and no row. Fetch it again");
  const { size, mtime } = await Deno.stat(path);
  return {
    name,
    path,
    columns: header,
    size_bytes: size,
    version: `${size}-${mtime?.getTime() ?? 0}`,
  };
}

/** The fields of the first records; one whose quotes are not right is one field, its line. */
async function firstRecords(path: string): Promise<string[][]> {
  using input = await openInput(path);
  if (input.form === "parquet") throw new FileError(`Cannot use ${path}: it is Parquet, not CSV`);
  const records: string[][] = [];
  const reader = new RecordReader(({ record }) =>
    records.push(!record ? [] : record.fields === 0 ? [record.text(0)] : record.texts())
  );
  for await (const piece of input.csv()) {
    reader.push(piece);
    if (records.length >= head_rows) return records;
  }
  reader.end();
  return records;
}
