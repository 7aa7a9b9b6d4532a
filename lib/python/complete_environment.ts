/** Python environments that are made once and used as they are, without network. */
import { dirname, join } from "node:path";
import { DzError } from "../base/errors.ts";
import { withFileLock } from "../base/files/file_lock.ts";
import { noexecMount } from "../base/files/noexec.ts";
import { writeFileWhole } from "../base/files/replace_files.ts";
import { discard, isComplete, mayBeDiscarded } from "../base/files/temporary_files.ts";
import { onNoexec } from "../base/files/why_not_run.ts";
import { outputOf } from "../servers/call.ts";
import { childCommand } from "../servers/child_environment.ts";
import type { OnNotice } from "../base/notice.ts";
import { environmentDir, pythonEnvironment, pythonIn, systemPython } from "./python_environment.ts";

/** What an environment is made of. */
export interface EnvironmentRecipe {
  /** Its folder in `.venv`. */
  readonly name: string;
  /** For errors, such as `run Spark`. */
  readonly purpose: string;
  /** What is fetched, and how much: `PySpark, some 330 MB`. */
  readonly contents: string;
  /** The path of the file that lists the packages. */
  readonly requirements: string;
  /** The minor versions of Python 3 that it can be made with. */
  readonly pythons: { readonly from: number; readonly to?: number };
  /** What is to be done when the packages are there; `id` says what, and changes when that does. */
  readonly finish?: { readonly id: string; run(python: string, dir: string): Promise<void> };
}

/**
 * Makes the environment, unless it is complete. Of two callers at once one makes it and the other waits.
 *
 * @returns the path of its Python
 * @throws {DzError} if Python is missing or not one of those, or something cannot be fetched
 */
export async function completeEnvironment(
  recipe: EnvironmentRecipe,
  onNotice: OnNotice,
): Promise<string> {
  const existing = await existingEnvironment(recipe);
  if (existing) return existing;
  await requirePython(recipe);
  const dir = environmentDir(recipe.name);
  const mount = noexecMount(dir);
  if (mount) {
    throw new DzError(
      `Cannot ${recipe.purpose}: ${
        onNoexec(mount)
      }, so not from ${dir}. Move the project, or make ` +
        `${dirname(dir)} a link to a folder elsewhere`,
    );
  }
  return await withFileLock(`${dir}.lock`, async () => {
    const another = await existingEnvironment(recipe); // made while we waited for the lock
    if (another) return another;
    onNotice(`Fetching ${recipe.contents}; this is done once`);
    discard(dir); // what a killed run left half made stays broken
    mayBeDiscarded(dir);
    try {
      const python = await pythonEnvironment(recipe.name, recipe.requirements);
      await recipe.finish?.run(python, dir);
      await writeFileWhole(completeFile(recipe), await versionOf(recipe));
      isComplete(dir);
      return python;
    } catch (error) {
      discard(dir);
      throw error;
    }
  });
}

/** The path of the environment's Python if it is complete; nothing is made. */
export async function existingEnvironment(recipe: EnvironmentRecipe): Promise<string | undefined> {
  const had = await Deno.readTextFile(completeFile(recipe)).catch(() => "");
  // A Python that was removed or replaced leaves links to nothing.
  const python = pythonIn(recipe.name);
  if (!had || !await Deno.stat(python).catch(() => undefined)) return undefined;
  return had === await versionOf(recipe) ? python : undefined;
}

/** Where it is noted of what the environment was made. */
const completeFile = ({ name }: EnvironmentRecipe) => join(environmentDir(name), "complete.txt");

const versionOf = async ({ requirements, finish }: EnvironmentRecipe) =>
  `${await Deno.readTextFile(requirements)}${finish ? `${finish.id}\n` : ""}`;

/**
 * Makes sure that the machine's Python will do.
 *
 * @returns its version, such as `3.11.2`
 * @throws {DzError} if it will not, or there is none
 */
export async function requirePython(
  { purpose, pythons }: Pick<EnvironmentRecipe, "purpose" | "pythons">,
): Promise<string> {
  const args = ["-c", "import sys; print('.'.join(map(str, sys.version_info[:3])))"];
  const asked = outputOf(childCommand(systemPython, { args, stdin: "null" }));
  const output = await asked.catch(() => undefined);
  const version = output?.success ? new TextDecoder().decode(output.stdout).trim() : "";
  const [major, minor = NaN] = version.split(".").map(Number);
  if (major === 3 && minor >= pythons.from && minor <= (pythons.to ?? Infinity)) return version;
  const expected = pythons.to
    ? `3.${pythons.from} to 3.${pythons.to}`
    : `3.${pythons.from} or later`;
  const found = version ? `${systemPython} is Python ${version}` : "there is none";
  throw new DzError(
    `Cannot ${purpose}: it needs Python ${expected}, ${found}. Install ${
      pythons.to ? "one of them" : "it"
    } (python.org/downloads)`,
  );
}
