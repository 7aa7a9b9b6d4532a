/** A notebook written with its outputs. */
import { join } from "node:path";
import { writeFileWhole } from "../base/files/replace_files.ts";
import { notebookText } from "./ipynb.ts";
import type { NotebookRun } from "./run_notebook.ts";

/** Writes a notebook with its outputs, whole or not at all, and says where to. */
export async function saveNotebook(
  { name, notebook }: NotebookRun,
  folder: string,
): Promise<string> {
  const path = join(folder, `${name}.ipynb`);
  await writeFileWhole(path, notebookText(notebook));
  return path;
}
