/** The Python environment of Airflow: fetched once, used as it is. */
import { fileURLToPath } from "node:url";
import { DzError } from "../../base/errors.ts";
import type { OnNotice } from "../../base/notice.ts";
import { completeEnvironment, type EnvironmentRecipe } from "../../python/complete_environment.ts";

/** Airflow with all that it stands on, every package by its version. */
export const airflowRecipe: EnvironmentRecipe = {
  name: "airflow",
  purpose: "run Airflow",
  contents: "Airflow, some 290 MB",
  requirements: fileURLToPath(new URL("requirements.txt", import.meta.url)),
  pythons: { from: 11, to: 14 },
};

/**
 * Makes the environment, unless it is there.
 *
 * @returns the path of its Python
 * @throws {DzError} on Windows, if Python is missing, or a package cannot be fetched
 */
export async function airflowEnvironment(
  onNotice: OnNotice,
  system: typeof Deno.build.os = Deno.build.os,
): Promise<string> {
  if (system === "windows") {
    throw new DzError(
      "Cannot run Airflow: it runs on Linux and macOS only. Use WSL, or the task without Airflow",
    );
  }
  return await completeEnvironment(airflowRecipe, onNotice);
}
