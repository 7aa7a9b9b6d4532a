/**
 * Files that are still being written, beside the ones that they will replace. Each run has names of
 * its own, so that two runs at once do not write into each other's; what dead runs left is removed.
 */
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { FileError } from "../errors.ts";
import { isAlive } from "../is_alive.ts";
import { refuseInput } from "./inputs.ts";

let named = 0;
const open = new Set<string>();
let tell: (open: readonly string[]) => void = () => {};

/** Tells a listener, from now on, which files and folders are to be thrown away if the process ends. */
export function onTemporaries(listener: (open: readonly string[]) => void): void {
  tell = listener;
  tell([...open]);
}

function begin(name: string): string {
  open.add(name);
  tell([...open]);
  return name;
}

function end(name: string): void {
  open.delete(name);
  tell([...open]);
}

/**
 * A new name for the next version of a file: `logs.csv.4711.1.tmp`.
 *
 * @throws {UsageError} if the file is one that is read
 */
export function temporaryName(path: string): string {
  refuseInput(path);
  removeLeftovers(path);
  return begin(`${path}.${Deno.pid}.${++named}.tmp`);
}

/**
 * A new folder for what no one needs when this process ends.
 *
 * @throws {FileError} if none can be made
 */
export function temporaryFolder(prefix: string): string {
  return begin(newTemporaryFolder(prefix));
}

/**
 * The same, for who sees to its end.
 *
 * @throws {FileError} if none can be made
 */
export function newTemporaryFolder(prefix: string): string {
  try {
    return Deno.makeTempDirSync({ prefix });
  } catch (error) {
    const variable = Deno.build.os === "windows" ? "TEMP" : "TMPDIR";
    throw FileError.from(`Cannot make a folder in ${tmpdir()} (${variable} names another)`, error);
  }
}

/** Notes that something is made in its place, of no use before it is complete. */
export function mayBeDiscarded(path: string): void {
  begin(path);
}

/** Notes that it stays. */
export function isComplete(path: string): void {
  end(path);
}

/** Puts a complete file in its place. */
export function putInPlace(temporary: string, path: string): void {
  Deno.renameSync(temporary, path);
  end(temporary);
}

/** Throws a file or a folder away. */
export function discard(temporary: string): void {
  end(temporary);
  try {
    Deno.removeSync(temporary, { recursive: true });
  } catch {
    // It was never made, or its folder is gone.
  }
}

/** Throws away all that this process has not completed: it is about to be ended. */
export function discardAll(): void {
  for (const temporary of [...open]) discard(temporary);
}

/** Removes what processes that are no more left beside a file. */
export function removeLeftovers(path: string): void {
  const prefix = `${basename(path)}.`;
  let names: string[] = [];
  try {
    names = [...Deno.readDirSync(dirname(path))].map(({ name }) => name);
  } catch {
    return; // whoever writes there will say why it cannot be
  }
  for (const name of names) {
    if (!name.startsWith(prefix)) continue;
    const pid = Number(/^(\d+)\.\d+\.tmp$/.exec(name.slice(prefix.length))?.[1]);
    if (pid && !isAlive(pid)) discard(join(dirname(path), name));
  }
}
