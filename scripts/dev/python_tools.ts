/** What checks and tests the Python parts: ruff and pytest, in an environment of their own. */
import { fileURLToPath } from "node:url";
import { DzError } from "../../lib/base/errors.ts";
import type { OnNotice } from "../../lib/base/notice.ts";
import {
  completeEnvironment,
  type EnvironmentRecipe,
} from "../../lib/python/complete_environment.ts";

const recipe: EnvironmentRecipe = {
  name: "dev",
  purpose: "check the Python parts",
  contents: "ruff, pytest and what the Spark jobs import, some 35 MB",
  requirements: fileURLToPath(new URL("requirements.txt", import.meta.url)),
  pythons: { from: 10 },
};

/**
 * The Python that has ruff and pytest, made on first use. Whoever works on the rest needs none: where it
 * cannot be made that is said, and there is none.
 *
 * @param required whether it must be there, as it must where changes are judged
 * @throws {DzError} if it is required and cannot be made
 */
export async function pythonTools(
  onNotice: OnNotice,
  required = Boolean(Deno.env.get("CI")),
): Promise<string | undefined> {
  try {
    return await completeEnvironment(recipe, onNotice);
  } catch (error) {
    if (required || !(error instanceof DzError)) throw error;
    onNotice(`${error.message}. The Python parts are left out`);
    return undefined;
  }
}

/** The arguments that run a module as it is, whatever Python's variables say; it writes no caches. */
export const isolated = (module: string): string[] => ["-I", "-B", "-m", module];
