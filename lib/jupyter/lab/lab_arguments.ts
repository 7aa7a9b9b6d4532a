/** How JupyterLab is started so that its pages hear why a cell failed. */
import { fileURLToPath } from "node:url";

/** What Jupyter's Python is called with for JupyterLab, before JupyterLab's own options. */
export const labArguments: readonly string[] = [
  fileURLToPath(new URL("lab.py", import.meta.url)),
  ...[Deno.execPath(), "run", "-A", "--quiet", "--no-lock"],
  fileURLToPath(new URL("../explain/answer_questions.ts", import.meta.url)),
  "--",
];
