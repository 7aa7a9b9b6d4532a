/** The tables by which the scanner's kernel finds keys: `kernel/table.as` says how they are made. */
import { type KernelMemory, margin_bytes } from "./kernel_memory.ts";

/** What keys stand for in a table is less. */
export const tableLimit = 2 ** 24 - 1;

const table_bytes = 24, entry_bytes = 16, place_bytes = 8;
/** Keys up to this length stand in the entries of a table, and need no text. */
const shortKey_bytes = 12;
/** Tables of more keys have fewer free entries. */
const manyKeys = 2 ** 16;

/** Puts a key into a table: see {@link KernelMemory} for addresses. */
export type AddKey = (table: number, key: number, length: number, value: number) => void;

/** A table without its keys. */
export interface EmptyTable {
  readonly address: number;
  /** Adds the keys; throws a {@link RangeError} if one stands for {@link tableLimit} or more. */
  readonly fill: () => void;
}

/** What a table is to hold: so many keys, and what they stand for. */
export interface TableKeys {
  readonly size: number;
  entries(): Iterable<readonly [key: string, value: number]>;
}

/** Makes a table of keys and what they stand for. */
export function makeTable(memory: KernelMemory, add: AddKey, keys: TableKeys): EmptyTable {
  const slots = keys.size > manyKeys ? keys.size * 4 / 3 : keys.size * 2;
  const bits = Math.max(Math.ceil(Math.log2(slots + 1)), 1);
  const size = 2 ** bits;
  let long_bytes = 0; // in UTF-8 at most
  for (const [key] of keys.entries()) {
    if (3 * key.length > shortKey_bytes) long_bytes += 3 * key.length;
  }
  const table = memory.take(table_bytes);
  memory.set(table, memory.take(size * entry_bytes));
  memory.set(table + 4, size - 1);
  memory.set(table + 8, 64 - bits);
  if (long_bytes > 0) memory.set(table + 16, memory.take(size * place_bytes));
  const texts = memory.take(long_bytes + shortKey_bytes + margin_bytes);
  const room = { at: texts, length: long_bytes + shortKey_bytes };
  return { address: table, fill: () => fill(memory, add, keys, table, room) };
}

function fill(
  memory: KernelMemory,
  add: AddKey,
  keys: TableKeys,
  table: number,
  texts: { readonly at: number; readonly length: number },
): void {
  const bytes = memory.bytes(texts.at, texts.length);
  const encoder = new TextEncoder();
  let at = 0;
  for (const [key, value] of keys.entries()) {
    if (value >= tableLimit) throw new RangeError(`Cannot count by so many keys: ${keys.size}`);
    const { written } = encoder.encodeInto(key, bytes.subarray(at));
    add(table, texts.at + at, written, value);
    if (written > shortKey_bytes) at += written;
  }
}
