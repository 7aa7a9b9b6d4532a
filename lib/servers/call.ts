/** Calls programs and says why one failed. */
import { DzError } from "../base/errors.ts";
import { withoutSecrets } from "../base/text/without_secrets.ts";
import { childCommand } from "./child_environment.ts";

/** How a program is called. */
export interface CallOptions {
  /** More variables than {@linkcode childCommand} gives. */
  readonly env?: Readonly<Record<string, string>>;
  /** Its working directory; absent: ours. */
  readonly cwd?: string;
}

/**
 * Runs a program to its end.
 *
 * @param what for the error: `run implicit (cg)`
 * @returns what it wrote on standard output
 * @throws {DzError} if it cannot be run or fails, with the reason that it wrote on standard error
 */
export async function call(
  program: string,
  args: readonly string[],
  what: string,
  { env, ...options }: CallOptions = {},
): Promise<string> {
  const command = childCommand(program, {
    ...options,
    args: [...args],
    env: { NO_COLOR: "1", ...env },
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  });
  const { success, stdout, stderr } = await outputOf(command).catch((error) => {
    throw new DzError(`Cannot ${what}: ${(error as Error).message}`);
  });
  const decoder = new TextDecoder();
  if (!success) throw new DzError(`Cannot ${what}: ${reasonIn(decoder.decode(stderr))}`);
  return decoder.decode(stdout);
}

/** What a program gives; one that is not there rejects, where `output()` alone throws at once. */
export async function outputOf(command: Deno.Command): Promise<Deno.CommandOutput> {
  return await command.output();
}

/**
 * Why a program failed, by what it wrote on standard error: the last line that names an error, without the
 * passwords of addresses in it.
 */
export function reasonIn(stderr: string): string {
  const lines = stderr.trim().split("\n");
  const named = lines.findLast((line) => /^[\w.]*error\b/i.test(line));
  return withoutSecrets(named ?? (lines.at(-1) || "it failed"));
}
