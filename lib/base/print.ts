/**
 * Where lines leave the program. Nothing in them steers the terminal, what is said apart from the result holds no
 * password, and a reader that went away is no error.
 */
import { FileError } from "./errors.ts";
import { discardAll } from "./files/temporary_files.ts";
import { writeAllSync } from "./files/write_all.ts";
import { encoded } from "./text/encoded.ts";
import { printable } from "./text/printable.ts";
import { withoutSecrets } from "./text/without_secrets.ts";

/** The exit code of a program that the system ends because nobody reads what it writes (128 and SIGPIPE). */
export const nobodyReads = 141;

/**
 * Prints lines of a result on standard output. A reader that went away has seen enough: the program ends
 * quietly. Whatever else is wrong is an error.
 *
 * @throws {FileError} if it cannot be written, such as for want of space
 */
export function print(...lines: readonly string[]): void {
  if (lines.length === 0) return;
  try {
    // The console would not tell that nobody reads.
    writeAllSync(Deno.stdout, encoded(`${lines.map(printable).join("\n")}\n`));
  } catch (error) {
    outputFailed(error);
  }
}

/** Prints lines apart from the result, on standard error. If nobody can see them, the work goes on all the same. */
export function printAside(...lines: readonly string[]): void {
  try {
    // deno-lint-ignore no-console -- the one place
    console.error(lines.map((line) => printable(withoutSecrets(line))).join("\n"));
  } catch {
    // There is nowhere left to say it.
  }
}

/** Prints what was thrown with its stack, on standard error; `hide` takes out what nobody may see. */
export function printDefect(error: unknown, hide = (text: string) => text): void {
  printAside(...hide(Deno.inspect(error, { colors: false })).split("\n"));
}

/** Writes what moves a terminal's cursor or clears its line, which nothing but we may do. */
export function steerTerminal(sequence: string): void {
  if (!Deno.stderr.isTerminal()) return;
  try {
    Deno.stderr.writeSync(encoded(sequence));
  } catch {
    // It was closed.
  }
}

/**
 * What becomes of a failure to write on standard output: see {@linkcode print}.
 *
 * @throws {FileError} unless the reader went away
 */
export function outputFailed(error: unknown): never {
  const { code } = error as { code?: unknown };
  if (error instanceof Deno.errors.BrokenPipe || code === "EPIPE") {
    discardAll();
    Deno.exit(nobodyReads);
  }
  throw FileError.from("Cannot write to standard output", error);
}
