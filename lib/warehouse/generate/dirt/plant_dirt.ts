/** Defects planted in a folder of files, with the truth of them beside it. */
import { zipSync } from "fflate";
import { join } from "node:path";
import { UsageError } from "../../../base/errors.ts";
import { attempt, replaceFiles, writeFileWhole } from "../../../base/files/replace_files.ts";
import { writeAll } from "../../../base/files/write_all.ts";
import { random } from "../../../base/random.ts";
import { closeNames } from "../../../base/text/close_names.ts";
import { olistFiles, type OlistName, olistNames } from "../../olist.ts";
import { type FileDirt, fileDirt } from "./file_dirt.ts";
import { plantRows, type SpoiltRow } from "./plant_rows.ts";
import { truthFile, zipFile } from "./dirt_files.ts";
import { rowDirt } from "./row_dirt.ts";

/** What was planted of one kind. */
export interface Planted {
  readonly kind: string;
  readonly file: OlistName;
  readonly what: string;
  /** The rule of quality that finds it; `null` for defects of a whole file. */
  readonly rule: string | null;
  /** How many rows, or 1 file. */
  readonly count: number;
  /** Whether the file can still be used. */
  readonly usable: boolean;
  readonly examples: readonly SpoiltRow[];
}

/** What is in `truth.json`. */
export interface Truth {
  readonly seed: number;
  readonly planted: readonly Planted[];
}

/** The archive that takes the place of all files, a defect of the folder. */
const zipName = "zip";

/** The names of the kinds of rows. */
export const rowDirtNames: readonly string[] = rowDirt.map(({ name }) => name);

/** The names of all kinds: of rows, of files, and `zip`. */
export const dirtNames: readonly string[] = [
  ...rowDirtNames,
  ...fileDirt.map(({ name }) => name),
  zipName,
];

/** What to plant. */
export interface DirtOptions {
  readonly seed: number;
  /** Default: all kinds of rows; kinds of files are named. */
  readonly kinds?: readonly string[];
  /** Rows of the first kind; each further kind has one more, so that no two counts are alike. */
  readonly least?: number;
}

/**
 * Spoils files in a folder and writes the truth beside them. Rows are planted in pieces, of files of any
 * size; files that are spoilt whole must fit into memory.
 *
 * @throws {UsageError} if a kind is not known
 * @throws {FileError} if a file cannot be read or written
 */
export async function plantDirt(
  dir: string,
  { seed, kinds = rowDirtNames, least = 3 }: DirtOptions,
): Promise<Truth> {
  for (const kind of kinds) if (!dirtNames.includes(kind)) throw unknownKind(kind);
  const planted: Planted[] = [];
  for (const file of olistNames) {
    const wanted = rowDirt.map((dirt, i) => ({ dirt, count: least + i }))
      .filter(({ dirt }) => dirt.file === file && kinds.includes(dirt.name));
    if (wanted.length === 0) continue;
    for (
      const { dirt, count, examples } of await plantRows(
        dir,
        file,
        wanted,
        random(seed, `dirt ${file}`),
      )
    ) {
      const { name: kind, what, rule } = dirt;
      planted.push({ kind, file, what, rule, count, usable: true, examples });
    }
  }
  for (const dirt of fileDirt) {
    if (!kinds.includes(dirt.name)) continue;
    await spoilFile(dir, dirt);
    const { name: kind, file, what, usable } = dirt;
    planted.push({ kind, file, what, rule: null, count: 1, usable, examples: [] });
  }
  if (kinds.includes(zipName)) {
    await packAll(dir);
    const what = `all files are packed in ${zipFile}`;
    planted.push({
      kind: zipName,
      file: "orders",
      what,
      rule: null,
      count: 1,
      usable: true,
      examples: [],
    });
  }
  const truth = { seed, planted };
  await writeFileWhole(join(dir, truthFile), `${JSON.stringify(truth, null, 2)}\n`);
  return truth;
}

function unknownKind(kind: string): UsageError {
  const near = closeNames(kind, dirtNames);
  const names = near.length > 0 ? near : dirtNames;
  return new UsageError(`Cannot plant ${kind}: no such kind of dirt. There is ${names.join(", ")}`);
}

async function spoilFile(dir: string, { file, ending = "", spoil }: FileDirt) {
  const path = join(dir, olistFiles[file].fileName);
  const spoilt = spoil(await attempt(path, () => Deno.readFile(path)));
  if (spoilt === null || ending) await attempt(path, () => Deno.remove(path));
  if (spoilt === null) return;
  await replaceFiles([path + ending], async ([to]) => {
    if (to) await attempt(path, () => writeAll(to, spoilt));
  });
}

async function packAll(dir: string) {
  const names = [...Deno.readDirSync(dir)].map(({ name }) => name).filter((name) =>
    /\.csv(\.gz)?$/.test(name)
  ).sort();
  const files: Record<string, Uint8Array> = {};
  for (const name of names) files[name] = await attempt(name, () => Deno.readFile(join(dir, name)));
  const path = join(dir, zipFile);
  // The same bytes from the same files: the archive holds no time of its own.
  const bytes = zipSync(files, { mtime: new Date(2021, 9, 1) });
  await replaceFiles([path], async ([to]) => {
    if (to) await attempt(path, () => writeAll(to, bytes));
  });
  for (const name of names) await attempt(name, () => Deno.remove(join(dir, name)));
}
