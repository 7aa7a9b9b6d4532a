/** Private Python environments for the engines that are Python's; they are not tracked. */
import { join } from "node:path";
import { projectDir } from "../base/settings.ts";
import { call } from "../servers/call.ts";
import type { OnNotice } from "../base/notice.ts";

/** What Python is called. */
export const systemPython = Deno.build.os === "windows" ? "python" : "python3";

/** The folder of an environment. */
export const environmentDir = (name: string): string => join(projectDir, ".venv", name);

/** The path of an environment's Python. */
export const pythonIn = (name: string): string =>
  join(environmentDir(name), Deno.build.os === "windows" ? "Scripts" : "bin", "python");

/**
 * Makes the environment of that name, unless it is there, and installs in it what the files list.
 *
 * @param requirements the paths of the files
 * @returns the path of its Python
 * @throws {DzError} if there is no Python 3, or a package cannot be had
 */
export async function pythonEnvironment(
  name: string,
  requirements: readonly string[],
  onNotice: OnNotice,
): Promise<string> {
  const dir = environmentDir(name);
  const python = pythonIn(name);
  if (!await Deno.stat(python).catch(() => undefined)) {
    onNotice(`Making a private Python environment in ${dir}`);
    await call(systemPython, ["-m", "venv", dir], "make a private environment: Python 3 is needed");
  }
  for (const file of requirements) {
    await call(
      python,
      ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r", file],
      `install what ${file} lists`,
    );
  }
  return python;
}
