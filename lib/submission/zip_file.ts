/** The file in which a submission is handed in. */
import { zipSync } from "fflate";
import { dirname } from "node:path";
import { FileError } from "../base/errors.ts";
import { attempt, replaceFiles } from "../base/files/replace_files.ts";
import { writeAll } from "../base/files/write_all.ts";
import type { Submission } from "./make_submission.ts";

/**
 * Minutes of work are not to end in a zip that cannot be written.
 *
 * @throws {FileError} if it cannot
 */
export async function requireWritable(zip: string): Promise<void> {
  await attempt(zip, () => Deno.mkdir(dirname(zip), { recursive: true }));
  const found = await Deno.stat(zip).catch(() => undefined);
  if (found?.isDirectory) throw new FileError(`Cannot write ${zip}: it is a folder, not a file`);
  await attempt(zip, async () => Deno.remove(await Deno.makeTempFile({ dir: dirname(zip) })));
}

/** Writes a submission, whole or not at all. */
export async function writeZip(zip: string, { files, manifest }: Submission): Promise<void> {
  await replaceFiles([zip], async ([file]) => {
    if (file) await writeAll(file, zipSync(files, { mtime: new Date(manifest.made) }));
  });
}
