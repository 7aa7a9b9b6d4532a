import { DzError } from "../base/errors.ts";

/**
 * Runs a program to its end.
 *
 * @param what for the error: `run implicit (cg)`
 * @param env more variables
 * @throws {DzError} if it cannot be run or fails, with the reason that it wrote on standard error
 */
export async function call(
  program: string,
  args: readonly string[],
  what: string,
  env: Readonly<Record<string, string>> = {},
): Promise<void> {
  const command = new Deno.Command(program, {
    args: [...args],
    env: { NO_COLOR: "1", ...env },
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  });
  const { success, stderr } = await outputOf(command).catch((error) => {
    throw new DzError(`Cannot ${what}: ${(error as Error).message}`);
  });
  if (!success) throw new DzError(`Cannot ${what}: ${reasonIn(new TextDecoder().decode(stderr))}`);
}

/** What a program gives; one that is not there rejects, where `output()` alone throws at once. */
export async function outputOf(command: Deno.Command): Promise<Deno.CommandOutput> {
  return await command.output();
}

/** Why a program failed, by what it wrote on standard error: the last line that names an error. */
export function reasonIn(stderr: string): string {
  const lines = stderr.trim().split("\n");
  return lines.findLast((line) => /^[\w.]*error\b/i.test(line)) ?? (lines.at(-1) || "it failed");
}
