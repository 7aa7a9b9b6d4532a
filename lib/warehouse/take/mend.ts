/** A raw file whose quotes are not right, written again so that every reader of CSV agrees on it. */
import { join } from "node:path";
import { openInput } from "../../base/input/open_input.ts";
import { replaceFiles } from "../../base/files/replace_files.ts";
import { writeAll } from "../../base/files/write_all.ts";
import type { CsvRecord } from "../../base/text/csv_record.ts";
import { RecordReader } from "../../base/text/record_reader.ts";
import type { RawFile } from "../place.ts";

/** A line that was left out, since its quotes are not right. */
export interface BrokenLine {
  /** Its number in the file, from 1. */
  readonly line: number;
  readonly text: string;
}

/** A file that was mended. */
export interface Mended {
  readonly file: RawFile;
  /** The first of the lines that were left out. */
  readonly lines: readonly BrokenLine[];
  readonly broken: BrokenLines;
}

/** Where the lines are that were left out. */
export interface BrokenLines {
  /** A {@linkcode BrokenLine} as JSON on each line. */
  readonly path: string;
  readonly count: number;
}

/** So many broken lines are shown. */
const most_lines = 3;
const longestRecord_bytes = 1 << 20;
const buffer_bytes = 1 << 18;
const quote = 34, comma = 44, newline = 10;

/**
 * Writes a file again with every field in quotes, without the lines whose quotes are not right: such as
 * have a quote within a field, or one that is never closed, which would swallow what follows it. These go
 * into a file of their own.
 *
 * @param folder where the two files are put
 */
export async function mend(file: RawFile, folder: string): Promise<Mended> {
  await Deno.mkdir(folder, { recursive: true });
  const path = join(folder, `${file.name}.csv`);
  const brokenPath = join(folder, `${file.name}.broken.jsonl`);
  const lines: BrokenLine[] = [];
  let count = 0;
  await replaceFiles([path, brokenPath], async ([target, brokenTarget]) => {
    if (!target || !brokenTarget) return;
    let broken = "";
    const writeBroken = async () => {
      await writeAll(brokenTarget, new TextEncoder().encode(broken));
      broken = "";
    };
    const rows = new QuotedRows();
    const reader = new RecordReader(({ line, record }) => {
      if (record && record.fields > 0) return rows.add(record);
      count++;
      const one = { line, text: record?.text(0) ?? "(a very long line)" };
      if (lines.length < most_lines) lines.push(one);
      broken += `${JSON.stringify(one)}\n`;
    }, longestRecord_bytes);
    using input = await openInput(file.path);
    for await (const piece of input.csv()) {
      reader.push(piece);
      if (rows.length > buffer_bytes) await writeAll(target, rows.take());
      if (broken.length > buffer_bytes) await writeBroken();
    }
    reader.end();
    await writeAll(target, rows.take());
    await writeBroken();
  });
  return { file: { ...file, path }, lines, broken: { path: brokenPath, count } };
}

/** Rows of CSV with every field in quotes, as bytes. */
class QuotedRows {
  #bytes = new Uint8Array(2 * buffer_bytes);
  length = 0;

  add(record: CsvRecord): void {
    const { bytes, fields } = record;
    const end = fields > 0 ? record.end(fields - 1) : 0;
    this.#makeRoom(2 * (end - record.begin(0)) + 3 * fields + 1);
    for (let field = 0; field < fields; field++) {
      if (field > 0) this.#bytes[this.length++] = comma;
      this.#bytes[this.length++] = quote;
      for (let at = record.begin(field); at < record.end(field); at++) {
        const byte = bytes[at] as number;
        if (byte === quote) this.#bytes[this.length++] = quote;
        this.#bytes[this.length++] = byte;
      }
      this.#bytes[this.length++] = quote;
    }
    this.#bytes[this.length++] = newline;
  }

  /** All rows so far, which are then forgotten; valid until the next is added. */
  take(): Uint8Array {
    const taken = this.#bytes.subarray(0, this.length);
    this.length = 0;
    return taken;
  }

  #makeRoom(bytes: number): void {
    if (this.length + bytes <= this.#bytes.length) return;
    const larger = new Uint8Array(2 * (this.length + bytes));
    larger.set(this.#bytes.subarray(0, this.length));
    this.#bytes = larger;
  }
}
