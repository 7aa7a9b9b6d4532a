/** Defects planted in the rows of a file, which is read and written once, in pieces. */
import { Buffer } from "node:buffer";
import { join } from "node:path";
import { attempt, replaceFiles } from "../../../base/files/replace_files.ts";
import { writeAll } from "../../../base/files/write_all.ts";
import type { Random } from "../../../base/random.ts";
import { olistFiles, type OlistName } from "../../olist.ts";
import { type Places, RawRow } from "./raw_row.ts";
import type { RowDirt } from "./row_dirt.ts";

/** A row that was spoilt. */
export interface SpoiltRow {
  /** Its number in the file as it is now, the first below the header is 1. */
  readonly row: number;
  readonly line: string;
}

/** Defects of one kind. */
export interface PlantedRows {
  readonly dirt: RowDirt;
  readonly count: number;
  /** The first of them. */
  readonly examples: readonly SpoiltRow[];
}

/** A defect that is to be planted in the first row at a place or behind it. */
interface Task {
  readonly at: number;
  readonly kind: number;
}

const exampleCount = 5;
const piece = 1 << 20;
const [quote, newline] = [34, 10] as const;

/**
 * Spoils rows of a file in a folder, anywhere in it; no row twice.
 *
 * @param wanted what to plant, and how many of each: fewer if the file has not as many rows that can
 *   have the defect
 * @throws {FileError} if the file cannot be read or written
 */
export async function plantRows(
  dir: string,
  name: OlistName,
  wanted: readonly { readonly dirt: RowDirt; readonly count: number }[],
  draw: Random,
): Promise<PlantedRows[]> {
  const path = join(dir, olistFiles[name].fileName);
  const planted = wanted.map(({ dirt }) => ({ dirt, count: 0, examples: [] as SpoiltRow[] }));
  const { size } = await attempt(path, () => Deno.stat(path));
  const tasks = wanted.flatMap(({ count }, kind) =>
    Array.from({ length: count }, (): Task => ({ at: Math.floor(draw.next() * size * 0.95), kind }))
  ).sort((a, b) => a.at - b.at);
  const pending: Task[] = [];
  const places: Places = new Map(Object.keys(olistFiles[name].columns).map((c, i) => [c, i]));
  let row = -1;

  /** The lines in place of a record. */
  const spoil = (record: string, at: number): string => {
    row++;
    while (tasks[0] && tasks[0].at <= at) pending.push(tasks.shift() as Task);
    if (row === 0 || pending.length === 0) return record;
    const parsed = RawRow.of(record.slice(0, -1), places);
    for (const [i, { kind }] of pending.entries()) {
      const target = planted[kind];
      const rows = target?.dirt.spoil(parsed, draw);
      if (!target || !rows) continue;
      pending.splice(i, 1);
      row += rows.length - 1;
      target.count++;
      if (target.examples.length < exampleCount) {
        target.examples.push({ row, line: Buffer.from(String(rows.at(-1)), "latin1").toString() });
      }
      return rows.map((one) => `${one}\n`).join("");
    }
    return record;
  };

  await replaceFiles([path], async ([to]) => {
    using from = await Deno.open(path);
    let rest = Buffer.alloc(0), restAt = 0;
    const buffer = new Uint8Array(piece);
    for (let n = await from.read(buffer); n !== null; n = await from.read(buffer)) {
      const bytes = Buffer.concat([rest, buffer.subarray(0, n)]);
      const parts: Buffer[] = [];
      let begin = 0, quoted = false;
      for (let at = 0; at < bytes.length; at++) {
        if (bytes[at] === quote) quoted = !quoted;
        else if (bytes[at] === newline && !quoted) {
          const next = tasks[0]?.at ?? Infinity;
          if (pending.length === 0 && next > restAt + begin) {
            row++;
            parts.push(bytes.subarray(begin, at + 1));
          } else {
            const record = bytes.toString("latin1", begin, at + 1);
            parts.push(Buffer.from(spoil(record, restAt + begin), "latin1"));
          }
          begin = at + 1;
        }
      }
      rest = Buffer.from(bytes.subarray(begin));
      restAt += begin;
      if (to) await attempt(path, () => writeAll(to, Buffer.concat(parts)));
    }
    if (to) await attempt(path, () => writeAll(to, rest));
  });
  return planted;
}
