/** What dirt leaves in a folder beside the files themselves. */
import { join } from "node:path";
import { attempt } from "../../../base/files/replace_files.ts";
import { olistFiles, olistNames } from "../../olist.ts";

/** The name of the file with the truth. */
export const truthFile = "truth.json";

/** The name of the archive that takes the place of all files. */
export const zipFile = "archive.zip";

/** Removes it: files that were generated anew are clean. A folder without the truth is left as it is. */
export async function removeDirt(dir: string): Promise<void> {
  const packed = olistNames.map((name) => `${olistFiles[name].fileName}.gz`);
  const isThere = (path: string) => Deno.stat(path).then(() => true, () => false);
  if (!await isThere(join(dir, truthFile))) return;
  for (const name of [...packed, zipFile, truthFile]) {
    const path = join(dir, name);
    if (await isThere(path)) await attempt(path, () => Deno.remove(path));
  }
}
