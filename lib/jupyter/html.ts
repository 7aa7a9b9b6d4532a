/** Notebooks as pages. */
import { fileURLToPath } from "node:url";
import { call } from "../servers/call.ts";
import type { JupyterEnvironment } from "./jupyter_environment.ts";
import { notebooksDir } from "./run_notebook.ts";

/**
 * Renders notebooks as pages that stand alone, `NAME.html` in the folder.
 *
 * @param paths of notebook files
 * @throws {DzError} if one cannot be rendered
 */
export async function renderHtml(
  { python, env }: JupyterEnvironment,
  paths: readonly string[],
  folder: string,
): Promise<void> {
  const script = fileURLToPath(new URL("to_html.py", import.meta.url));
  await call(python, [script, folder, notebooksDir, ...paths], "render the notebooks as HTML", {
    ...env,
    PYTHONDONTWRITEBYTECODE: "1",
  });
}
