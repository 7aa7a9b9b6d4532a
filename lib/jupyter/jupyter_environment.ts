/** Jupyter with the Deno kernel, in a place of its own: the user's own Jupyter is not touched. */
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { OnNotice } from "../base/notice.ts";
import { writeFileWhole } from "../base/files/replace_files.ts";
import { completeEnvironment, type EnvironmentRecipe } from "../python/complete_environment.ts";
import { environmentDir } from "../python/python_environment.ts";

/** Jupyter's environment. */
export const jupyterRecipe: EnvironmentRecipe = {
  name: "notebooks",
  purpose: "run notebooks",
  contents: "JupyterLab, some 60 MB",
  requirements: fileURLToPath(new URL("requirements.txt", import.meta.url)),
  pythons: { from: 10 },
};

/** A Python that has Jupyter, and the variables with which it keeps to itself. */
export interface JupyterEnvironment {
  readonly python: string;
  readonly env: Readonly<Record<string, string>>;
}

/** JupyterLab does not ask whether it may fetch the news, and looks for no later version. */
const labSettings = {
  "@jupyterlab/apputils-extension:notification": { fetchNews: "false", checkForUpdates: false },
};

/**
 * Makes the environment on first use, and makes the Deno that runs this its kernel.
 *
 * @throws {DzError} if there is no Python 3.10 or later, or Jupyter cannot be fetched
 */
export async function jupyterEnvironment(onNotice: OnNotice): Promise<JupyterEnvironment> {
  const python = await completeEnvironment(jupyterRecipe, onNotice);
  const dir = environmentDir(jupyterRecipe.name);
  // As `deno jupyter --install` writes it; but that would ask for the user's own data folder.
  const kernel = join(dir, "share", "jupyter", "kernels", "deno");
  await Deno.mkdir(kernel, { recursive: true });
  const spec = {
    argv: [Deno.execPath(), "jupyter", "--kernel", "--conn", "{connection_file}"],
    display_name: "Deno",
    language: "typescript",
    env: { NO_COLOR: "1" },
  };
  await writeFileWhole(join(kernel, "kernel.json"), JSON.stringify(spec, undefined, 2));
  const settings = join(dir, "share", "jupyter", "lab", "settings");
  await Deno.mkdir(settings, { recursive: true });
  await writeFileWhole(join(settings, "overrides.json"), JSON.stringify(labSettings, undefined, 2));
  return {
    python,
    env: {
      JUPYTER_PREFER_ENV_PATH: "1",
      JUPYTER_CONFIG_DIR: join(dir, "user", "config"),
      JUPYTER_DATA_DIR: join(dir, "user", "data"),
      JUPYTER_RUNTIME_DIR: join(dir, "user", "runtime"),
      IPYTHONDIR: join(dir, "user", "ipython"),
    },
  };
}
