/** The file in which a submission is handed in. */
import { zipSync } from "fflate";
import { dirname } from "node:path";
import { attempt, replaceFiles } from "../base/files/replace_files.ts";
import { writeAll } from "../base/files/write_all.ts";
import type { Submission } from "./make_submission.ts";

/** Writes a submission, whole or not at all. */
export async function writeZip(zip: string, { files, manifest }: Submission): Promise<void> {
  await attempt(zip, () => Deno.mkdir(dirname(zip), { recursive: true }));
  await replaceFiles([zip], async ([file]) => {
    if (file) await writeAll(file, zipSync(files, { mtime: new Date(manifest.made) }));
  });
}
