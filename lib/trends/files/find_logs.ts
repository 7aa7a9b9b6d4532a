/** Which logs are meant, when a user names them or does not. */
import { globSync } from "node:fs";
import { join } from "node:path";
import { FileError, UsageError } from "../../base/errors.ts";
import { standardInput, stemOf } from "./packing.ts";

/** How the names of logs end. */
const endings = [".csv", ".csv.gz", ".parquet"] as const;

const isLog = (name: string) => endings.some((ending) => name.toLowerCase().endsWith(ending));

/**
 * The logs that are meant: each is a file, a folder (all logs in it, by name), a pattern such as
 * `logs/2025-*.csv`, or `-`, standard input. A log that is named twice is there once.
 *
 * @throws {FileError} if there is no such file or folder
 * @throws {UsageError} if a folder has no logs, or a pattern fits none, or one log is there in two forms
 */
export function findLogs(names: readonly string[]): string[] {
  const paths = new Map<string, string>();
  for (const path of names.flatMap(find)) {
    const file = path === standardInput ? path : Deno.realPathSync(path);
    if (!paths.has(file)) paths.set(file, path);
  }
  return [...paths.values()];
}

function find(name: string): string[] {
  if (name === standardInput) return [name];
  const info = stat(name);
  if (info && !info.isDirectory) return [name];
  const isPattern = !info && /[*?{[]/.test(name);
  if (!info && !isPattern) {
    throw FileError.from(`Cannot read ${name}`, new Deno.errors.NotFound());
  }
  const logs = isPattern
    ? globSync(name).filter((path) => stat(path)?.isFile)
    : [...Deno.readDirSync(name)].filter((file) => file.isFile && isLog(file.name))
      .map((file) => join(name, file.name));
  refuseTwins(name, logs);
  if (logs.length > 0) return logs.sort();
  throw new UsageError(
    isPattern
      ? `Cannot read ${name}: no file fits the pattern`
      : `Cannot read the folder ${name}: it has no ${endings.join(", ")}`,
  );
}

/** Its rows would count twice. */
function refuseTwins(name: string, logs: readonly string[]): void {
  const known = new Map<string, string>();
  for (const log of logs) {
    const stem = stemOf(log);
    const twin = known.get(stem);
    if (twin !== undefined) {
      throw new UsageError(
        `Cannot read ${name}: ${twin} and ${log} are one log, as it seems. Name the files to count`,
      );
    }
    known.set(stem, log);
  }
}

function stat(path: string): Deno.FileInfo | undefined {
  try {
    return Deno.statSync(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw FileError.from(`Cannot read ${path}`, error);
  }
}
