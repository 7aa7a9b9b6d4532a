/** Files unpacked from a zip, each written whole. */
import { join } from "node:path";
import { Unzip, type UnzipFile, UnzipInflate } from "fflate";
import { FileError, isSystemError, reasonOf } from "../../base/errors.ts";
import { replaceFiles } from "../../base/files/replace_files.ts";
import { writeAll } from "../../base/files/write_all.ts";

/**
 * Unpacks files of a zip into a folder, in constant memory.
 *
 * @param nameOf the name that a file gets in the folder; none: it is left out
 * @throws {FileError} if it is no zip, is damaged, or holds none of the files
 */
export async function unzip(
  zip: string,
  folder: string,
  nameOf: (name: string) => string | undefined,
): Promise<void> {
  try {
    await Deno.mkdir(folder, { recursive: true });
    const names = await namesIn(zip, nameOf);
    if (names.length === 0) {
      throw new FileError(`Cannot use ${zip}: it is no zip with Olist's files`);
    }
    await replaceFiles(names.map((name) => join(folder, name)), async (files) => {
      await readZip(zip, (file) => {
        const target = files[names.indexOf(nameOf(file.name) ?? "")];
        return target && ((piece) => writeAll(target, piece));
      });
    });
  } catch (error) {
    if (error instanceof FileError) throw error;
    if (isSystemError(error)) throw FileError.from(`Cannot unpack ${zip}`, error);
    throw new FileError(`Cannot unpack ${zip}: ${reasonOf(error)}. Fetch it again`);
  }
}

async function namesIn(zip: string, nameOf: (name: string) => string | undefined) {
  const names: string[] = [];
  await readZip(zip, ({ name }) => {
    const one = nameOf(name);
    if (one !== undefined) names.push(one);
    return undefined;
  });
  return [...new Set(names)];
}

type Taker = (piece: Uint8Array) => Promise<void>;

/** @param open says what takes the pieces of a file; nothing: it is left out */
async function readZip(zip: string, open: (file: UnzipFile) => Taker | undefined): Promise<void> {
  let writing = Promise.resolve();
  const ended: Promise<void>[] = [];
  const reader = new Unzip((file) => {
    const take = open(file);
    if (!take) return;
    ended.push(
      new Promise((resolve, reject) => {
        file.ondata = (error, piece, isLast) => {
          if (error) return reject(error);
          writing = writing.then(() => take(piece));
          if (isLast) writing.then(resolve, reject);
        };
      }),
    );
    file.start();
  });
  reader.register(UnzipInflate);
  const file = await Deno.open(zip);
  for await (const piece of file.readable) {
    reader.push(piece);
    await writing;
  }
  reader.push(new Uint8Array(), true);
  await Promise.all(ended);
}
