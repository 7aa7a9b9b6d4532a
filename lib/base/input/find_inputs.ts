/** Which files are meant, when a user names files, folders or patterns. */
import { globSync } from "node:fs";
import { join, resolve } from "node:path";
import { FileError, UsageError } from "../errors.ts";
import { fileIdAt } from "../files/file_id.ts";
import { isStandardInput, stemOf } from "./input_form.ts";
import { lookAt } from "./look_at.ts";

/** How the names of files with rows end. */
const endings = [".csv", ".csv.gz", ".parquet"] as const;

/** So many names are told of what is left out. */
const toldNames = 5;

/** The files that are meant, and what is not read. */
export interface FoundInputs {
  /** Paths of files, of pipes, and of standard input. */
  readonly paths: readonly string[];
  /** What was left out: a line for a folder, or a pattern, that holds more than is read. */
  readonly leftOut: readonly string[];
}

/** What one name means. */
interface Found {
  readonly files: readonly string[];
  /** What is there as well, and not read. */
  readonly others: readonly string[];
}

/**
 * The files that are meant by names: each is a file, a pipe, a link to one, a folder (the files in it
 * whose names end as those of files with rows do), a pattern such as `logs/2025-*.csv`, or `-`, standard
 * input.
 *
 * A file that is there twice, be it by a link or a hard link, is read once: its rows are the same ones.
 * A subfolder is not read; a pattern with two stars in its middle reads subfolders.
 *
 * @throws {FileError} if there is no such file or folder, or what is to be read is a link to nothing
 * @throws {UsageError} if a folder has no such file, a pattern fits none, or one file is there in two
 *   forms, as it seems
 */
export async function findInputs(names: readonly string[]): Promise<FoundInputs> {
  const paths = new Map<string, string>();
  const leftOut: string[] = [];
  for (const name of names) {
    const { files, others } = await find(name);
    const all = [...others];
    for (const path of files) {
      const id = isStandardInput(path) ? "-" : fileIdAt(path) ?? path;
      const known = paths.get(id);
      if (known === undefined) paths.set(id, path);
      else if (resolve(known) !== resolve(path)) all.push(`${path} (${known} is the same file)`);
    }
    if (all.length > 0) leftOut.push(`${name}: left out ${listed(all)}`);
  }
  const found = [...paths.values()];
  refuseTwins(found);
  return { paths: found, leftOut };
}

async function find(name: string): Promise<Found> {
  if (isStandardInput(name)) return { files: [name], others: [] };
  const isThere = await Deno.lstat(name).then(() => true, () => false);
  if (!isThere && /[*?{[]/.test(name)) return await fitting(name);
  const { isDirectory } = await lookAt(name);
  return isDirectory ? await filesIn(name) : { files: [name], others: [] };
}

/** The files of a folder. Hidden ones are an editor's or a system's. */
async function filesIn(folder: string): Promise<Found> {
  const entries = await Array.fromAsync(Deno.readDir(folder)).catch((error) => {
    throw FileError.from(`Cannot read the folder ${folder}`, error);
  });
  const names = entries.map(({ name, isDirectory }) => isDirectory ? `${name}/` : name).sort();
  const isWanted = (name: string) => !name.startsWith(".") && hasEnding(name);
  const files: string[] = [], others = names.filter((name) => !isWanted(name));
  for (const name of names.filter(isWanted)) {
    const path = join(folder, name);
    if ((await lookAt(path)).isFile) files.push(path);
    else others.push(name);
  }
  if (files.length > 0) return { files, others };
  const there = others.length > 0 ? `, but ${listed(others)}` : "";
  throw new UsageError(`Cannot read the folder ${folder}: it has no ${endings.join(", ")}${there}`);
}

/** The files that fit a pattern, whatever their names end in. */
async function fitting(pattern: string): Promise<Found> {
  const files: string[] = [], others: string[] = [];
  for (const path of globSync(pattern).sort()) {
    const { isFile, isDirectory } = await lookAt(path);
    if (isFile) files.push(path);
    else others.push(isDirectory ? `${path}/` : path);
  }
  if (files.length > 0) return { files, others };
  throw new UsageError(`Cannot read ${pattern}: no file fits the pattern`);
}

const hasEnding = (name: string) => endings.some((ending) => name.toLowerCase().endsWith(ending));

/** A few names in words. */
function listed(names: readonly string[]): string {
  const more = names.length - toldNames;
  const told = names.slice(0, toldNames).join(", ");
  return more > 0 ? `${told} and ${more} more` : told;
}

/** Its rows would count twice, and a shell's pattern names both just as a folder does. */
function refuseTwins(paths: readonly string[]): void {
  const known = new Map<string, string>();
  for (const path of paths) {
    const stem = stemOf(resolve(path));
    const twin = known.get(stem);
    if (twin !== undefined) {
      throw new UsageError(
        `Cannot read ${twin} with ${path}: they are one file in two forms, as it seems. Name one of them`,
      );
    }
    known.set(stem, path);
  }
}
