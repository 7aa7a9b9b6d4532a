/** The files of a zip, whoever packed it: each held to both of its headers. */
import { crc32, inflateRawSync } from "node:zlib";
import { findLocal, type Listed, type Local, readDirectory, readLocal } from "./headers.ts";

/** A file of a zip. */
export interface ZipEntry {
  readonly name: string;
  /** Its bytes, or why they cannot be had: `is locked with a password`. */
  readonly content: Uint8Array | string;
  /** What else is wrong, such as that its two headers differ. */
  readonly faults: readonly string[];
}

/** What is in a zip. */
export interface ZipContents {
  readonly entries: readonly ZipEntry[];
  /** The names of files that are in the zip, but not in its list. */
  readonly concealed: readonly string[];
}

const stored = 0, deflated = 8;

/**
 * Reads a zip. Folders are left out.
 *
 * @param most_bytes so much it may hold
 * @throws {RangeError} if it is none, or holds more, with the reason
 */
export function readZip(bytes: Uint8Array, most_bytes: number): ZipContents {
  const { files, begin } = readDirectory(bytes);
  const total = files.reduce((sum, file) => sum + file.bytes, 0);
  if (total > most_bytes) throw new RangeError(`it holds more than ${most_bytes / 1e6} MB`);
  const byPlace = files.map((file) => ({ file, local: readLocal(bytes, file.offset) }))
    .sort((a, b) => a.file.offset - b.file.offset);
  const concealed: string[] = [], overlapping = new Set<Listed>();
  let end = 0;
  for (const { file, local } of byPlace) {
    if (!local) continue;
    if (file.offset < end) overlapping.add(file);
    else concealed.push(...namesBetween(bytes, end, file.offset));
    end = Math.max(end, local.begin + file.packed_bytes);
  }
  concealed.push(...namesBetween(bytes, end, begin));
  const entries = byPlace.flatMap(({ file, local }) => {
    if (/[/\\]$/.test(file.name) && file.bytes === 0) return [];
    const faults = local ? differences(file, local) : [];
    if (overlapping.has(file) || end > begin) faults.push("lies over another file");
    return [{ name: file.name, content: contentOf(bytes, file, local), faults }];
  });
  return { entries, concealed };
}

function namesBetween(bytes: Uint8Array, from: number, to: number): string[] {
  const names: string[] = [];
  for (let at = from;;) {
    const found = findLocal(bytes, at, to);
    if (!found) return names;
    names.push(found.name);
    at = found.begin + found.packed_bytes;
  }
}

/** What the header before a file says otherwise than the list. */
function differences(listed: Listed, local: Local): string[] {
  const faults: string[] = [];
  if (local.name !== listed.name) faults.push(`is called ${local.name} in its own header`);
  const told = ["crc", "packed_bytes", "bytes"] as const;
  // Where the sizes stand behind the file, its header may leave them out.
  const isOther = told.some((field) =>
    local[field] !== listed[field] && !(local.isOpen && local[field] === 0)
  );
  if (isOther || local.method !== listed.method || local.isLocked !== listed.isLocked) {
    faults.push("has two headers that differ");
  }
  return faults;
}

function contentOf(bytes: Uint8Array, file: Listed, local: Local | undefined): Uint8Array | string {
  if (!local) return "is not where the list says";
  if (file.isLocked) return "is locked with a password";
  if (file.method !== stored && file.method !== deflated) {
    return `is packed in a way that is not read here (${file.method})`;
  }
  const packed = bytes.subarray(local.begin, local.begin + file.packed_bytes);
  try {
    const content = file.method === stored
      ? packed
      : inflateRawSync(packed, { maxOutputLength: Math.max(file.bytes, 1) });
    if (content.length === file.bytes && crc32(content) === file.crc) {
      return new Uint8Array(content);
    }
  } catch {
    // It is no such stream, or longer than it says.
  }
  return "is damaged";
}
