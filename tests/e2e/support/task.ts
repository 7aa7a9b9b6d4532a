import { join } from "node:path";
import { projectDir } from "../../../lib/base/settings.ts";

/** How a task ended and what it printed. */
export interface TaskResult {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** What a task needs of the environment to run at all; nothing that changes what it does. */
const keptVariables = [
  ...["PATH", "JAVA_HOME", "HOME", "DENO_DIR", "TMPDIR", "XDG_CACHE_HOME", "DZ_CACHE", "DZ_MONGOD"],
  ...["SystemRoot", "USERPROFILE", "LOCALAPPDATA", "TEMP", "TMP"],
];

/**
 * Starts a TypeScript file with all permissions in the project's folder and a clean environment. Its
 * output is piped: read it with `child.output()`, which also waits for the end.
 *
 * @param file its path within the project
 * @param env more variables, such as `DZ_DATA`
 */
export function startScript(
  file: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Deno.ChildProcess {
  const kept = keptVariables.flatMap((name) => {
    const value = Deno.env.get(name);
    return value === undefined ? [] : [[name, value] as const];
  });
  return new Deno.Command(Deno.execPath(), {
    args: ["run", "-A", join(projectDir, file), ...args],
    cwd: projectDir,
    clearEnv: true,
    env: { ...Object.fromEntries(kept), NO_COLOR: "1", ...env },
    stdin: "null",
    stdout: "piped",
    stderr: "piped",
  }).spawn();
}

/** Starts `scripts/NAME.ts`, to be killed or waited for; see {@linkcode startScript}. */
export function startTask(
  script: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Deno.ChildProcess {
  return startScript(`scripts/${script}.ts`, args, env);
}

/** Runs `scripts/NAME.ts` to its end, as `deno task NAME` does. */
export async function runTask(
  script: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<TaskResult> {
  return await resultOf(startTask(script, args, env));
}

/** Waits for a started task to end. */
export async function resultOf(child: Deno.ChildProcess): Promise<TaskResult> {
  const { code, stdout, stderr } = await child.output();
  const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  return { code, stdout: text(stdout), stderr: text(stderr) };
}
