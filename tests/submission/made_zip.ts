/** Zips made byte by byte, as no packer would make them. */
import { crc32 } from "node:zlib";

/** A file of a made zip; what is left out is as it should be. */
export interface MadeFile {
  readonly name: string;
  readonly text: string;
  /** Another name in the header before the file. */
  readonly localName?: string;
  /** Another size in that header. */
  readonly localBytes?: number;
  readonly flags?: number;
  readonly method?: number;
  /** Whether it is left out of the list. */
  readonly unlisted?: true;
  /** Whether its numbers stand in an extra field. */
  readonly zip64?: true;
  readonly crc?: number;
}

/** A zip of the files, each stored. */
export function madeZip(files: readonly MadeFile[], zip64End = false): Uint8Array<ArrayBuffer> {
  const bytes: number[] = [], list: number[] = [];
  let count = 0;
  const encoder = new TextEncoder();
  const number = (size: number) => (value: number) =>
    Array.from({ length: size }, (_, i) => Math.floor(value / 256 ** i) % 256);
  const [two, four, eight] = [number(2), number(4), number(8)] as const;
  for (const file of files) {
    const { flags = 0x800, method = 0, zip64, text, name, localName = name } = file;
    const content = encoder.encode(text), size = content.length, offset = bytes.length;
    const elsewhere = 0xffffffff;
    const crc = file.crc ?? crc32(content);
    const before = [...two(20), ...two(flags), ...two(method), ...four(0), ...four(crc)];
    const header = (ownName: string, own: number, more: number[]) => {
      const encodedName = encoder.encode(ownName);
      const wide = [...eight(own), ...eight(own), ...more];
      const extra = zip64 ? [...two(1), ...two(wide.length), ...wide] : [];
      const sizes = zip64 ? [...four(elsewhere), ...four(elsewhere)] : [...four(own), ...four(own)];
      return { sizes, name: [...encodedName], extra };
    };
    const local = header(localName, file.localBytes ?? size, []);
    bytes.push(...four(0x04034b50), ...before, ...local.sizes);
    bytes.push(
      ...two(local.name.length),
      ...two(local.extra.length),
      ...local.name,
      ...local.extra,
    );
    bytes.push(...content);
    if (file.unlisted) continue;
    count++;
    const listed = header(name, size, zip64 ? eight(offset) : []);
    list.push(...four(0x02014b50), ...two(20), ...before, ...listed.sizes);
    list.push(...two(listed.name.length), ...two(listed.extra.length), ...two(0), ...two(0));
    list.push(...two(0), ...four(0), ...four(zip64 ? elsewhere : offset));
    list.push(...listed.name, ...listed.extra);
  }
  const begin = bytes.length, end = begin + list.length;
  const far = zip64End
    ? [
      ...[...four(0x06064b50), ...eight(44), ...two(45), ...two(45), ...four(0), ...four(0)],
      ...[...eight(count), ...eight(count), ...eight(list.length), ...eight(begin)],
      ...[...four(0x07064b50), ...four(0), ...eight(end), ...four(1)],
    ]
    : [];
  const near = zip64End
    ? [...two(0xffff), ...two(0xffff), ...four(0xffffffff), ...four(0xffffffff)]
    : [...two(count), ...two(count), ...four(list.length), ...four(begin)];
  return Uint8Array.from([
    ...[...bytes, ...list, ...far, ...four(0x06054b50), ...two(0), ...two(0), ...near, ...two(0)],
  ]);
}
