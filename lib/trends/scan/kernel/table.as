import { Table } from "./plan";

/** An entry of a table; small, since a large table misses the cache at every row. */
@unmanaged
class Entry {
  /** The first 8 bytes of the key, and 4 more, filled up with zeros. */
  low: u64;
  rest: u32;
  /** What the key stands for, plus 1, in the lower 24 bits; above them its length, or 255. 0: the entry is free. */
  value: u32;
}

/** Keys up to this length are compared by their entries alone. */
const shortKey: u32 = 12;

// @ts-ignore: decorator
@inline
function entryAt(table: Table, slot: u32): Entry {
  return changetype<Entry>(table.entries + (<usize>slot << 4));
}

/** Of a key of 1 to 8 bytes at an address: these, filled up with zeros. */
// @ts-ignore: decorator
@inline
function upTo8(at: usize, length: u32): u64 {
  return load<u64>(at) & (<u64>-1 >> (64 - (length << 3)));
}

/** Of a key of more than 8 bytes: those behind the eighth, up to 4, filled up with zeros. */
// @ts-ignore: decorator
@inline
function behind8(at: usize, length: u32): u32 {
  return load<u32>(at + 8) & (<u32>-1 >> (length < shortKey ? 32 - ((length - 8) << 3) : 0));
}

/**
 * Multiplicative hashing (Knuth, The Art of Computer Programming 3, 6.4): the upper bits of the product,
 * which depend on all bits.
 */
// @ts-ignore: decorator
@inline
function slotOf(table: Table, mixed: u64): u32 {
  return <u32>((mixed * 0x9e3779b97f4a7c15) >> table.shift);
}

// @ts-ignore: decorator
@inline
function mix(low: u64, rest: u32, length: u32): u64 {
  return low ^ rotl(<u64>rest, 23) ^ length;
}

/** What the key at `from` stands for, or -1. */
// @ts-ignore: decorator
@inline
export function find(table: Table, from: usize, length: u32): i32 {
  if (length - 1 > 7) return findLonger(table, from, length);
  const low = upTo8(from, length);
  let slot = slotOf(table, low ^ length);
  let entry = entryAt(table, slot);
  while (entry.low != low || lengthOf(entry) != length) {
    if (entry.value == 0) return -1;
    slot = (slot + 1) & table.mask;
    entry = entryAt(table, slot);
  }
  return valueOf(entry);
}

// @ts-ignore: decorator
@inline
function lengthOf(entry: Entry): u32 {
  return load<u8>(changetype<usize>(entry), 15);
}

// @ts-ignore: decorator
@inline
function valueOf(entry: Entry): i32 {
  return <i32>(entry.value & 0xffffff) - 1;
}

/** The same for keys of more than 8 bytes. */
// @ts-ignore: decorator
@inline
function findLonger(table: Table, from: usize, length: u32): i32 {
  if (length - 1 > shortKey - 1) return findLong(table, from, length);
  const low = load<u64>(from), rest = behind8(from, length);
  let slot = slotOf(table, mix(low, rest, length));
  let entry = entryAt(table, slot);
  while (entry.low != low || entry.rest != rest || lengthOf(entry) != length) {
    if (entry.value == 0) return -1;
    slot = (slot + 1) & table.mask;
    entry = entryAt(table, slot);
  }
  return valueOf(entry);
}

/** The same for keys of more than 12 bytes, which are compared with the whole key. */
function findLong(table: Table, from: usize, length: u32): i32 {
  if (length == 0 || table.keys == 0) return -1;
  const low = load<u64>(from), rest = behind8(from, length);
  let slot = slotOf(table, mixLong(low, rest, from, length));
  let entry = entryAt(table, slot);
  while (entry.value != 0) {
    const key = table.keys + (<usize>slot << 3);
    if (
      entry.low == low && entry.rest == rest && load<u32>(key, 4) == length &&
      sameRest(load<u32>(key), from, length)
    ) return valueOf(entry);
    slot = (slot + 1) & table.mask;
    entry = entryAt(table, slot);
  }
  return -1;
}

/** Also of the last 8 bytes: long keys often begin alike. */
// @ts-ignore: decorator
@inline
function mixLong(low: u64, rest: u32, from: usize, length: u32): u64 {
  return mix(low, rest, length) ^ rotl(load<u64>(from + length - 8), 47);
}

/** Adds a key that is not empty and not in the table, which has room; `value` is below 2^24 - 1. The bytes of a
 * key of more than 12 bytes must stay. */
export function add(table: Table, key: usize, length: u32, value: u32): void {
  const low = length < 8 ? upTo8(key, length) : load<u64>(key);
  const rest = length > 8 ? behind8(key, length) : 0;
  let slot = slotOf(
    table,
    length > shortKey ? mixLong(low, rest, key, length) : mix(low, rest, length),
  );
  while (entryAt(table, slot).value != 0) slot = (slot + 1) & table.mask;
  const entry = entryAt(table, slot);
  entry.low = low;
  entry.rest = rest;
  entry.value = min<u32>(length, 255) << 24 | (value + 1);
  if (table.keys == 0) return;
  store<u32>(table.keys + (<usize>slot << 3), key);
  store<u32>(table.keys + (<usize>slot << 3), length, 4);
}

function sameRest(a: usize, b: usize, length: u32): bool {
  for (let i: u32 = shortKey; i < length; i++) if (load<u8>(a + i) != load<u8>(b + i)) return false;
  return true;
}
