/** The files that are read for a user, so that none of them is written over. */
import { resolve } from "node:path";
import { UsageError } from "../errors.ts";
import { inputName, isStandardInput } from "../input/input_form.ts";
import { fileIdAt } from "./file_id.ts";

/** By paths, one for each who reads. */
const inputs = new Set<{ readonly path: string }>();

/**
 * Remembers a file as an input until it is disposed of. Who opens an input does so; a task does so
 * before long work, for good.
 */
export function keepInput(path: string): Disposable {
  const input = { path };
  inputs.add(input);
  return { [Symbol.dispose]: () => void inputs.delete(input) };
}

/**
 * Refuses to write over an input, however the two are spelled: they are compared by what the system
 * says of the files, so links, hard links and names in other letters do not hide it.
 *
 * @throws {UsageError} naming both
 */
export function refuseInput(output: string): void {
  if (inputs.size === 0) return;
  const file = fileAt(output);
  for (const { path } of inputs) {
    if (fileAt(path) !== file) continue;
    const what = path === output ? "an input" : `the input ${inputName(path)} by another name`;
    throw new UsageError(`Cannot write ${output}: it is ${what}. Write to another file`);
  }
}

/** Which file a path leads to, or is to lead to; standard input may be one, too. */
const fileAt = (path: string) =>
  fileIdAt(isStandardInput(path) ? "/dev/stdin" : path) ?? resolve(path);
