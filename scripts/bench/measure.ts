/** The time and the memory that a process takes. */
import { z } from "zod";
import { DzError } from "../../lib/base/errors.ts";
import { reasonIn } from "../../lib/servers/call.ts";
import { beside } from "./beside.ts";

const measured = z.object({
  seconds: z.number(),
  peak_mb: z.number().nullable(),
  exit_code: z.number(),
  stdout: z.string(),
  stderr: z.string(),
});

/** How a whole process went, from its start to its end. */
export interface MeasuredProcess {
  readonly seconds: number;
  /** The largest resident set of it and its children together; `null` where the system does not tell. */
  readonly peak_mb: number | null;
  readonly stdout: string;
}

/**
 * Runs a program to its end and measures it, by a small Python program beside it that takes no part of
 * its memory. If this process ends before, the program is killed with all that it started.
 *
 * @param python a Python 3; nothing has to be installed for it
 * @param command the program and its arguments
 * @param what for the error: `run duckdb`
 * @param env the whole environment
 * @throws {DzError} if it fails, with the reason that it wrote on standard error
 */
export async function measureProcess(
  python: string,
  command: readonly string[],
  what: string,
  env: Readonly<Record<string, string>>,
): Promise<MeasuredProcess> {
  let child;
  try {
    child = new Deno.Command(python, {
      args: [beside("measure.py"), ...command],
      clearEnv: true,
      env: { NO_COLOR: "1", ...env },
      stdin: "piped", // closes when we end
      stdout: "piped",
      stderr: "piped",
    }).spawn();
  } catch (error) {
    throw new DzError(`Cannot ${what}: ${(error as Error).message}`, { cause: error });
  }
  const { success, stdout, stderr } = await child.output();
  await child.stdin.close().catch(() => {});
  const decoder = new TextDecoder();
  if (!success) throw new DzError(`Cannot ${what}: ${reasonIn(decoder.decode(stderr))}`);
  const result = measured.parse(JSON.parse(decoder.decode(stdout)));
  if (result.exit_code !== 0) throw new DzError(`Cannot ${what}: ${reasonIn(result.stderr)}`);
  return result;
}
