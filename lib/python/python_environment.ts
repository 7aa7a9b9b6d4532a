/** Private Python environments for the engines that are Python's; they are not tracked. */
import { join } from "node:path";
import { projectDir } from "../base/settings.ts";
import { call } from "../servers/call.ts";

/** What Python is called. */
export const systemPython = Deno.build.os === "windows" ? "python" : "python3";

/** The folder of an environment. */
export const environmentDir = (name: string): string => join(projectDir, ".venv", name);

/** The path of an environment's Python. */
export const pythonIn = (name: string): string =>
  join(environmentDir(name), Deno.build.os === "windows" ? "Scripts" : "bin", "python");

/**
 * Makes the environment of that name and installs in it what a file lists.
 *
 * @param requirements the path of the file
 * @returns the path of its Python
 * @throws {DzError} if there is no Python 3, or a package cannot be had
 */
export async function pythonEnvironment(name: string, requirements: string): Promise<string> {
  const python = pythonIn(name);
  const make = "make a private environment: Python 3 is needed";
  await call(systemPython, ["-m", "venv", environmentDir(name)], make);
  const quietly = ["--quiet", "--disable-pip-version-check", "--no-input"];
  await call(
    python,
    // A file of settings may want packages in the user's own folder.
    ["-m", "pip", "install", ...quietly, "--no-user", "-r", requirements],
    `install what ${requirements} lists`,
  );
  return python;
}
