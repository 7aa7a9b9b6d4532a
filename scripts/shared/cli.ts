/** What every script shares: flags, messages, exit codes. */
import { Command, CommanderError, InvalidArgumentError, Option } from "commander";
import { discardAll } from "../../lib/base/files/temporary_files.ts";
import type { OnNotice } from "../../lib/base/notice.ts";
import { cleanUpAll } from "../../lib/base/stopping.ts";
import { DzError, reasonOf } from "../../lib/base/errors.ts";
import { print, printAside, printDefect, steerTerminal } from "../../lib/base/print.ts";
import { wrapped } from "../../lib/base/text/columns.ts";
import { stopWhenBusy, tellHeard } from "./stop_when_busy.ts";
import { interrupted, tellStopped } from "./stopped.ts";
import { TimeReader } from "../../lib/base/time_reader.ts";
import { isDriverError } from "../../lib/mongo/is_driver_error.ts";
import { maskIn } from "../../lib/mongo/mask_in.ts";
import { reachLoopbackDirectly } from "../../lib/servers/no_proxy.ts";

/** The exit codes of every task. */
export const exitCodes = { ok: 0, failed: 1, wrongUsage: 2, interrupted } as const;

/** As wide as help is at most. */
const helpWidth = 80;

/** A command called as `deno task NAME`, with help and one-line usage errors. */
export function command(name: string, description: string): Command {
  return new Command(`deno task ${name}`)
    .description(description)
    .helpOption("-h, --help", "show this help")
    .configureHelp({ helpWidth })
    .configureOutput({
      writeOut: (text) => print(...linesOf(text)),
      writeErr: (text) => printAside(...linesOf(text)),
    })
    .showHelpAfterError("(add --help for what is possible)")
    .allowExcessArguments(false)
    .exitOverride();
}

/** Adds a paragraph after the options in the help. */
export function remark(program: Command, text: string): void {
  program.addHelpText("after", `\n${wrapped(text, helpWidth).join("\n")}`);
}

/**
 * Adds examples at the end of the help, also of subcommands.
 *
 * @param calls what is done, by the arguments that do it
 */
export function examples(program: Command, calls: Readonly<Record<string, string>>): void {
  const lines = Object.entries(calls).flatMap(([args, meaning]) => [
    `  ${program.name()} ${args}`.trimEnd(),
    ...wrapped(meaning, helpWidth, "      "),
  ]);
  program.addHelpText("afterAll", ["", "Examples:", ...lines].join("\n"));
}

/** A flag that takes a whole number from `min` to `max`. */
export function wholeNumber(
  flags: string,
  description: string,
  min = 1,
  max = Number.MAX_SAFE_INTEGER,
): Option {
  const range = max === Number.MAX_SAFE_INTEGER ? `of at least ${min}` : `from ${min} to ${max}`;
  return new Option(flags, description).argParser((text) => {
    const value = /^\d[\d_]*$/.test(text) ? Number(text.replaceAll("_", "")) : NaN;
    if (value >= min && value <= max) return value;
    throw new InvalidArgumentError(`It must be a whole number ${range}.`);
  });
}

/** A flag that takes a number that `accepts` accepts; `expected` says which: `a number above 0`. */
export function realNumber(
  flags: string,
  description: string,
  expected: string,
  accepts: (value: number) => boolean,
): Option {
  return new Option(flags, description).argParser((text) => {
    const value = text.trim() === "" ? NaN : Number(text);
    if (Number.isFinite(value) && accepts(value)) return value;
    throw new InvalidArgumentError(`It must be ${expected}.`);
  });
}

/** A flag that takes a number above 0. */
export const positiveNumber = (flags: string, description: string) =>
  realNumber(
    flags,
    description,
    "a number above 0, within single precision",
    (value) => Math.fround(value) > 0 && Math.fround(value) < Infinity,
  );

/** A flag that takes a length of time such as `30s`, `90m`, `6h` or `2d`; its value is in hours. */
export function duration(flags: string, description: string): Option {
  const hours = { s: 1 / 3600, m: 1 / 60, h: 1, d: 24 };
  return new Option(flags, description).argParser((text) => {
    const [, number, unit] = /^(\d+(?:\.\d+)?)([smhd])$/.exec(text) ?? [];
    const value = Number(number) * hours[unit as keyof typeof hours];
    if (value > 0) return value;
    throw new InvalidArgumentError("It must be a length of time such as 30s, 90m, 6h or 2d.");
  });
}

/** A flag that takes a date and time as a log has them: see {@link TimeReader}. */
export function moment(flags: string, description: string): Option {
  return new Option(flags, description).argParser((text) => {
    const time_ms = new TimeReader("zoned").readText(text);
    if (!Number.isNaN(time_ms)) return new Date(time_ms);
    throw new InvalidArgumentError("It must be a date and time such as 2025-11-28T20:00Z.");
  });
}

/** A flag that takes a percentage. */
export const percentage = (flags: string, description: string) =>
  realNumber(flags, description, "a number from 0 to 100", (value) => value >= 0 && value <= 100);

export { print };

const linesOf = (text: string) => text.replace(/\n$/, "").split("\n");

/** Tells the user something, apart from the result on standard output. */
export const notice: OnNotice = (text) => printAside(text);

/**
 * Parses the arguments, runs the command and ends the process with the right exit code. What a user
 * can put right is one line; anything else is a defect, shown with its stack if `DZ_DEBUG` is set.
 */
export async function run(program: Command): Promise<never> {
  stopOnSignal();
  program.hook("preAction", stopWhenBusy);
  reachLoopbackDirectly();
  addEventListener("unhandledrejection", (event) => {
    event.preventDefault();
    Deno.exit(report(event.reason));
  });
  addEventListener("error", (event) => {
    event.preventDefault();
    Deno.exit(report(event.error));
  });
  try {
    await program.parseAsync(Deno.args, { from: "user" });
  } catch (error) {
    Deno.exit(report(error));
  }
  Deno.exit(exitCodes.ok);
}

/** So long it takes at most to drop what was in the making; what is left is dropped by the next run. */
const cleanUp_ms = 700;

/**
 * Ends when asked to, and at once when asked twice. That is safe: results replace each other whole, or not
 * at all.
 */
function stopOnSignal(): void {
  let isStopping = false;
  const stop = async () => {
    if (isStopping) Deno.exit(exitCodes.interrupted);
    isStopping = true;
    tellHeard();
    discardAll();
    await cleanUpAll(cleanUp_ms);
    tellStopped();
    Deno.exit(exitCodes.interrupted);
  };
  Deno.addSignalListener("SIGINT", stop);
  if (Deno.build.os !== "windows") Deno.addSignalListener("SIGTERM", stop);
}

/** Prints an error in one line and says which exit code it means. */
export function report(error: unknown): number {
  if (error instanceof CommanderError) {
    return error.exitCode === 0 ? exitCodes.ok : exitCodes.wrongUsage;
  }
  if (Deno.env.get("DZ_DEBUG")) printDefect(error, withoutOurSecrets);
  if (error instanceof DzError) {
    notice(`Error: ${error.message}`);
    return error.exitCode;
  }
  const { name } = error as Error, reason = withoutOurSecrets(reasonOf(error));
  notice(
    isDriverError(error)
      ? `Error: MongoDB failed (${name}): ${reason}`
      : `Unexpected error, please report it (DZ_DEBUG=1 shows where): ${name}: ${reason}`,
  );
  return exitCodes.failed;
}

/** Without what is secret in the connection strings that we were given, wherever it shows up. */
function withoutOurSecrets(text: string): string {
  const { MONGODB_URI = "", MONGODB_READER_URI = "" } = Deno.env.toObject();
  return [MONGODB_URI, MONGODB_READER_URI].reduce(maskIn, text);
}

/** Shows how far long work is, on standard error, if that is a terminal. */
export function progress(unit: string, total: number): { update(done: number): void; end(): void } {
  const shown = Deno.stderr.isTerminal();
  let last = -1;
  return {
    update(done) {
      const percent = Math.floor(100 * done / Math.max(total, 1));
      if (!shown || percent === last) return;
      last = percent;
      steerTerminal(
        `\r${done.toLocaleString("en-US")} of ${
          total.toLocaleString("en-US")
        } ${unit} (${percent} %)`,
      );
    },
    end: () => void (shown && last >= 0 && steerTerminal("\r\x1b[K")),
  };
}
