import { globSync } from "node:fs";
import { join } from "node:path";
import { FileError, UsageError } from "../errors.ts";

/** What stands for the log on standard input. */
export const standardInput = "-";

/** How the names of logs end. */
const endings = [".csv", ".csv.gz", ".parquet"] as const;

const isLog = (name: string) => endings.some((ending) => name.toLowerCase().endsWith(ending));

/**
 * The logs that are meant: each is a file, a folder (all logs in it, by name), a pattern such as
 * `logs/2025-*.csv`, or `-`, standard input. A log that is named twice is there once.
 *
 * @throws {FileError} if there is no such file or folder
 * @throws {UsageError} if a folder has no logs, or a pattern fits none
 */
export function findLogs(names: readonly string[]): string[] {
  return [...new Set(names.flatMap(find))];
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
  if (logs.length > 0) return logs.sort();
  throw new UsageError(
    isPattern
      ? `Cannot read ${name}: no file fits the pattern`
      : `Cannot read the folder ${name}: it has no ${endings.join(", ")}`,
  );
}

function stat(path: string): Deno.FileInfo | undefined {
  try {
    return Deno.statSync(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw FileError.from(`Cannot read ${path}`, error);
  }
}
