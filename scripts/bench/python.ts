/** The private Python environment of the engines that the benchmarks compare with; it is not tracked. */
import { fileURLToPath } from "node:url";
import { join } from "node:path";
import { notice } from "../cli.ts";
import { call } from "./call.ts";

const venv = fileURLToPath(new URL("../../.venv/bench", import.meta.url));

/**
 * Makes the environment, unless it is there, and installs in it what the files beside this one list.
 *
 * @param requirements the names of the files
 * @returns the path of its Python
 * @throws {DzError} if there is no Python 3, or a package cannot be had
 */
export async function pythonEnvironment(requirements: readonly string[]): Promise<string> {
  const bin = join(venv, Deno.build.os === "windows" ? "Scripts" : "bin");
  const python = join(bin, "python");
  if (!await Deno.stat(python).catch(() => undefined)) {
    notice(`Making a private environment in ${venv}`);
    await call("python3", ["-m", "venv", venv], "make a private environment: Python 3 is needed");
  }
  for (const file of requirements) {
    await call(
      python,
      ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r", beside(file)],
      `install what ${file} lists`,
    );
  }
  return python;
}

/** The path of a file of this folder. */
export const beside = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
