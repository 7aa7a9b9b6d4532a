/** Whether a zip is as it was when it was made. */
import { unzipSync } from "fflate";
import { DzError, FileError } from "../base/errors.ts";
import { type Files, listed, type Manifest, manifest, manifestPath } from "./manifest.ts";

/** What a look at a zip finds. */
export interface Verification {
  /** Absent if there is none that can be understood. */
  readonly manifest?: Manifest;
  /** What differs from the manifest; empty: nothing does. */
  readonly differences: readonly string[];
}

/** So much a zip may hold; ours have some 10 MB. */
const most_bytes = 500e6;

/**
 * Compares what is in a zip with its manifest. Nothing is unpacked to the disk. It shows whether
 * something was damaged or changed after it was made, not who made it: who changes a file can
 * change the manifest.
 *
 * @throws {DzError} if the file cannot be read or is no zip
 */
export async function verifyZip(path: string): Promise<Verification> {
  const bytes = await Deno.readFile(path).catch((error) => {
    throw FileError.from(`Cannot read ${path}`, error);
  });
  const { [manifestPath]: list, ...files } = unpacked(path, bytes);
  if (!list) return { differences: [`${manifestPath} is missing`] };
  let said: Manifest;
  try {
    said = manifest.parse(JSON.parse(new TextDecoder().decode(list)));
  } catch {
    return { differences: [`${manifestPath} is not one of deno task submit`] };
  }
  return { manifest: said, differences: differencesBetween(said, files) };
}

function unpacked(path: string, bytes: Uint8Array): Files {
  let size = 0;
  try {
    return unzipSync(bytes, {
      filter({ name, originalSize }) {
        if (name.endsWith("/")) return false; // a folder, which who packs it again may add
        size += originalSize;
        if (size > most_bytes) throw new RangeError(`more than ${most_bytes / 1e6} MB`);
        return true;
      },
    });
  } catch (error) {
    throw new DzError(`Cannot use ${path} as a zip: ${(error as Error).message}`);
  }
}

function differencesBetween(said: Manifest, files: Files): string[] {
  const found = new Map(listed(files).map((file) => [file.path, file]));
  const differences: string[] = [];
  for (const { path, sha256 } of said.files) {
    const file = found.get(path);
    found.delete(path);
    if (!file) differences.push(`${path} is missing`);
    else if (file.sha256 !== sha256) differences.push(`${path} was changed`);
  }
  return [...differences, ...[...found.keys()].map((path) => `${path} was added`)];
}
