/** Notebooks as pages. */
import { fileURLToPath } from "node:url";
import { call } from "../servers/call.ts";
import type { JupyterEnvironment } from "./jupyter_environment.ts";

/**
 * Renders notebooks as pages that stand alone, `NAME.html` in a folder.
 *
 * @param paths of notebook files
 * @param notebooks the folder in which the pictures of their prose are looked for
 * @param folder where the pages go to
 * @throws {DzError} if one cannot be rendered
 */
export async function renderHtml(
  { python, env }: JupyterEnvironment,
  paths: readonly string[],
  { notebooks, folder }: { readonly notebooks: string; readonly folder: string },
): Promise<void> {
  const script = fileURLToPath(new URL("to_html.py", import.meta.url));
  await call(python, [script, folder, notebooks, ...paths], "render the notebooks as HTML", {
    env: { ...env, PYTHONDONTWRITEBYTECODE: "1" },
  });
}
