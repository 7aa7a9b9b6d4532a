import { Table } from "./plan";

/** An entry of a table; of 32 bytes. */
@unmanaged
class Entry {
  /** The first 16 bytes of the key, filled up with zeros. */
  low: u64;
  high: u64;
  length: u32;
  /** What the key stands for, plus 1; 0: the entry is free. */
  value: u32;
  /** Where the whole key stands. */
  key: usize;
  unused: u32;
}

// @ts-ignore: decorator
@inline
function entryAt(table: Table, slot: u32): Entry {
  return changetype<Entry>(table.entries + (<usize>slot << 5));
}

/** The first 8 bytes at an address, without those from `length` on, which is 1 or more. */
// @ts-ignore: decorator
@inline
function first(at: usize, length: u32): u64 {
  return load<u64>(at) & (<u64>-1 >> (length < 8 ? 64 - (length << 3) : 0));
}

/**
 * Multiplicative hashing (Knuth, The Art of Computer Programming 3, 6.4) of the first 16 and the last 8
 * bytes: the upper bits of the product, which depend on all bits.
 */
// @ts-ignore: decorator
@inline
function slotOf(table: Table, mixed: u64): u32 {
  return <u32>((mixed * 0x9e3779b97f4a7c15) >> table.shift);
}

// @ts-ignore: decorator
@inline
function mix(low: u64, high: u64, from: usize, length: u32): u64 {
  const last: u64 = length > 16 ? load<u64>(from + length - 8) : 0;
  return low ^ rotl(high, 23) ^ rotl(last, 47) ^ length;
}

/** What the key at `from` stands for, or -1. */
// @ts-ignore: decorator
@inline
export function find(table: Table, from: usize, length: u32): i32 {
  if (length - 1 > 7) return findLong(table, from, length);
  const low = load<u64>(from) & (<u64>-1 >> (64 - (length << 3)));
  let slot = slotOf(table, low ^ length);
  let entry = entryAt(table, slot);
  while (entry.low != low || entry.length != length) {
    if (entry.value == 0) return -1;
    slot = (slot + 1) & table.mask;
    entry = entryAt(table, slot);
  }
  return <i32>entry.value - 1;
}

/** The same for keys of more than 8 bytes. */
export function findLong(table: Table, from: usize, length: u32): i32 {
  if (length == 0) return -1;
  const low = load<u64>(from), high = first(from + 8, length - 8);
  let slot = slotOf(table, mix(low, high, from, length));
  let entry = entryAt(table, slot);
  while (
    entry.low != low || entry.high != high || entry.length != length ||
    (length > 16 && !sameRest(entry.key, from, length))
  ) {
    if (entry.value == 0) return -1;
    slot = (slot + 1) & table.mask;
    entry = entryAt(table, slot);
  }
  return <i32>entry.value - 1;
}

/** Adds a key that is not empty and not in the table, which has room. */
export function add(table: Table, key: usize, length: u32, value: u32): void {
  const low = first(key, length), high: u64 = length > 8 ? first(key + 8, length - 8) : 0;
  let slot = slotOf(table, mix(low, high, key, length));
  while (entryAt(table, slot).value != 0) slot = (slot + 1) & table.mask;
  const entry = entryAt(table, slot);
  entry.low = low;
  entry.high = high;
  entry.length = length;
  entry.value = value + 1;
  entry.key = key;
}

function sameRest(a: usize, b: usize, length: u32): bool {
  for (let i: u32 = 16; i < length; i++) if (load<u8>(a + i) != load<u8>(b + i)) return false;
  return true;
}
