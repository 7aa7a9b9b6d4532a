/**
 * The headers of a zip: its list of files, which stands at the end, and the header that stands before each file.
 *
 * @see https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT (6.3.10)
 */

/** What a header says of a file. */
export interface Header {
  readonly name: string;
  readonly isLocked: boolean;
  /** Whether its sizes stand behind the file only. */
  readonly isOpen: boolean;
  /** How it is packed: 0 not at all, 8 by deflate. */
  readonly method: number;
  readonly crc: number;
  readonly packed_bytes: number;
  readonly bytes: number;
}

/** A file as the list has it. */
export interface Listed extends Header {
  /** Where its own header begins. */
  readonly offset: number;
}

/** A header that stands before a file. */
export interface Local extends Header {
  /** Where the file's bytes begin. */
  readonly begin: number;
}

const signature = { local: 0x04034b50, listed: 0x02014b50, end: 0x06054b50, end64: 0x06064b50 };
const locator64 = 0x07064b50;
const length = { local: 30, listed: 46, end: 22, end64: 56, locator64: 20 } as const;
const longestComment = 0xffff;
/** In a field of 32 bits: the number stands elsewhere. */
const elsewhere32 = 0xffffffff;

/** Beginnings of files that may be taken for a zip. */
const others: readonly (readonly [start: string, reason: string])[] = [
  ["rar!", "it is a RAR archive"],
  ["7z\xbc\xaf", "it is a 7z archive"],
  ["\x1f\x8b", "it is packed with gzip"],
  ["<!doctype", "it is a web page"],
  ["<html", "it is a web page"],
];

/** The list of the files. */
export interface Directory {
  readonly files: readonly Listed[];
  /** Where the list begins: files end before it. */
  readonly begin: number;
}

/**
 * Reads the list of the files, in its own order.
 *
 * @throws {RangeError} if there is none, or it cannot be read, with the reason
 */
export function readDirectory(bytes: Uint8Array): Directory {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const { begin, size, count } = readEnd(bytes, view);
  const files: Listed[] = [];
  let at = begin;
  for (let i = 0; i < count; i++) {
    if (at + length.listed > begin + size || view.getUint32(at, true) !== signature.listed) {
      throw new RangeError("its list of files is damaged");
    }
    const [name, extra, comment] = [28, 30, 32].map((field) =>
      view.getUint16(at + field, true)
    ) as [number, number, number];
    const next = at + length.listed + name + extra + comment;
    if (next > begin + size) throw new RangeError("its list of files is damaged");
    const offset = view.getUint32(at + 42, true);
    const { header, more } = readFields(bytes, at + 8, at + length.listed, { name, extra }, offset);
    files.push({ ...header, offset: more });
    at = next;
  }
  if (at !== begin + size) throw new RangeError("its list of files is damaged");
  return { files, begin };
}

/** The header before a file; `undefined` if there is none. */
export function readLocal(bytes: Uint8Array, offset: number): Local | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (offset + length.local > bytes.length) return undefined;
  if (view.getUint32(offset, true) !== signature.local) return undefined;
  const [name, extra] = [26, 28].map((field) => view.getUint16(offset + field, true)) as [
    number,
    number,
  ];
  const begin = offset + length.local + name + extra;
  if (begin > bytes.length) return undefined;
  const { header } = readFields(bytes, offset + 6, offset + length.local, { name, extra });
  return { ...header, begin };
}

/** Where the header of a file stands in a part of a zip, if one does. */
export function findLocal(bytes: Uint8Array, from: number, to: number): Local | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = from; at + length.local <= to; at++) {
    if (view.getUint32(at, true) === signature.local) return readLocal(bytes, at);
  }
}

/** Where the list is, by what stands behind it. */
function readEnd(bytes: Uint8Array, view: DataView) {
  const end = findEnd(bytes, view);
  const disks = view.getUint32(end + 4, true);
  let count = view.getUint16(end + 10, true);
  let size = view.getUint32(end + 12, true), begin = view.getUint32(end + 16, true);
  let until = end;
  const locator = end - length.locator64;
  if (locator >= 0 && view.getUint32(locator, true) === locator64) {
    until = Number(view.getBigUint64(locator + 8, true));
    if (until + length.end64 > locator || view.getUint32(until, true) !== signature.end64) {
      throw new RangeError("its end is damaged");
    }
    [count, size, begin] = [32, 40, 48].map((field) =>
      Number(view.getBigUint64(until + field, true))
    ) as [number, number, number];
  } else if (disks !== 0) throw new RangeError("it is one of several parts");
  if (begin + size !== until) throw new RangeError("its list of files is not where its end says");
  return { begin, size, count };
}

/** Where the end of the zip is: its last record. */
function findEnd(bytes: Uint8Array, view: DataView): number {
  const last = bytes.length - length.end;
  for (let at = last; at >= Math.max(0, last - longestComment); at--) {
    if (view.getUint32(at, true) !== signature.end) continue;
    if (at + length.end + view.getUint16(at + 20, true) <= bytes.length) return at;
  }
  if (bytes.length === 0) throw new RangeError("it is empty");
  const start = String.fromCharCode(...bytes.subarray(0, 64)).trimStart().toLowerCase();
  const [, reason = "it has no end, so it is cut off or none"] =
    others.find(([known]) => start.startsWith(known)) ?? [];
  throw new RangeError(reason);
}

/**
 * What both headers have, in the same order.
 *
 * @param at where the flags are
 * @param names where the name begins
 * @param offset a further number, which may stand elsewhere, too
 */
function readFields(
  bytes: Uint8Array,
  at: number,
  names: number,
  lengths: { readonly name: number; readonly extra: number },
  offset = 0,
): { header: Header; more: number } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const flags = view.getUint16(at, true);
  const name = bytes.subarray(names, names + lengths.name);
  const extras = readExtras(bytes.subarray(names + lengths.name).subarray(0, lengths.extra));
  const far = extras.get(0x0001);
  let used = 0;
  // Of the numbers that do not fit, the wide ones stand in the extra field one after the other.
  const wide = (value: number) => {
    if (value !== elsewhere32 || !far || used + 8 > far.byteLength) return value;
    used += 8;
    return Number(far.getBigUint64(used - 8, true));
  };
  const bytesOf = wide(view.getUint32(at + 16, true));
  const packed_bytes = wide(view.getUint32(at + 12, true));
  return {
    header: {
      name: nameOf(name, extras.get(0x7075)),
      isLocked: (flags & 0x41) !== 0,
      isOpen: (flags & 8) !== 0,
      method: view.getUint16(at + 2, true),
      crc: view.getUint32(at + 8, true),
      packed_bytes,
      bytes: bytesOf,
    },
    more: wide(offset),
  };
}

/** The extra fields by their numbers. */
function readExtras(bytes: Uint8Array): Map<number, DataView> {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const found = new Map<number, DataView>();
  for (let at = 0; at + 4 <= bytes.length;) {
    const id = view.getUint16(at, true), size = view.getUint16(at + 2, true);
    if (at + 4 + size > bytes.length) break;
    found.set(id, new DataView(bytes.buffer, bytes.byteOffset + at + 4, size));
    at += 4 + size;
  }
  return found;
}

/** A name: in UTF-8, else as an extra field says, else in letters of the West. */
function nameOf(bytes: Uint8Array, extra: DataView | undefined): string {
  const head = 5; // a version, and a checksum of the name
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    if (!extra || extra.byteLength <= head) return new TextDecoder("windows-1252").decode(bytes);
    return new TextDecoder().decode(
      new Uint8Array(extra.buffer, extra.byteOffset + head, extra.byteLength - head),
    );
  }
}
