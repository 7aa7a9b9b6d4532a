import { Hour, Plan } from "./plan";

/*
 * The counts of an hour take up memory by the cells that occur in it: a hash table of cells and 32-bit
 * counts, until a block with a counter of 64 bits for each cell is as small, or a count needs one.
 */

/** How many entries a table begins with: a line of the processor's cache. */
const firstEntries: u32 = 8;
/** So few cells have a block at once, and so many hours. */
const fewCells: u32 = 256, fewHours: u32 = 1 << 15;
const pageBits: usize = 16, margin: usize = 64;
/** Memory grows by so many pages at least. */
const growth: i32 = 16;

/** Whether an hour has a counter for each cell. */
// @ts-ignore: decorator
@inline
export function isBlock(hour: Hour): bool {
  return hour.mask == 0;
}

/** Adds to a counter of 64 bits. */
// @ts-ignore: decorator
@inline
export function add(counters: usize, cell: usize, sign: i64): void {
  const at = counters + (cell << 3);
  store<u64>(at, load<u64>(at) + sign);
}

/** Adds to a cell of an hour; `false`, and nothing is added, if there is no memory left. */
// @ts-ignore: decorator
@inline
export function addTo(plan: Plan, hour: Hour, cell: u32, sign: i64): bool {
  if (!isBlock(hour)) return addToTable(plan, hour, cell, sign);
  add(hour.counts, cell, sign);
  return true;
}

/** An hour without counts, or `null` if there is no memory left. */
export function newHour(plan: Plan, number: u32): Hour | null {
  const at = allocate(plan, offsetof<Hour>());
  if (at == 0) return null;
  const hour = changetype<Hour>(at);
  const atOnce = plan.cells <= fewCells && plan.hours < fewHours;
  const counts = atOnce ? allocate(plan, <usize>plan.cells << 3) : newTable(plan, firstEntries);
  if (counts == 0) return null;
  hour.hour = number;
  hour.previous = plan.hour;
  hour.counts = counts;
  hour.mask = atOnce ? 0 : firstEntries - 1;
  hour.used = 0;
  plan.hour = hour;
  plan.hours++;
  return hour;
}

/** An entry is a count, and above it the cell plus 1; 0: it is free. */
function addToTable(plan: Plan, hour: Hour, cell: u32, sign: i64): bool {
  const mask = hour.mask;
  let slot = slotOf(cell, mask), entry: usize = 0, known: u32 = 0;
  for (;; slot = (slot + 1) & mask) {
    entry = hour.counts + (<usize>slot << 3);
    known = load<u32>(entry, 4);
    if (known == 0 || known == cell + 1) break;
  }
  const count = load<u32>(entry) + <u32>sign;
  const isFull = known == 0 && (hour.used + 1) * 4 > (mask + 1) * 3;
  if (isFull || (count == 0 && sign > 0)) {
    const grown = isFull ? grow(plan, hour) : makeBlock(plan, hour);
    if (!grown) return false;
    if (!isBlock(hour)) return addToTable(plan, hour, cell, sign);
    add(hour.counts, cell, sign);
    return true;
  }
  store<u32>(entry, count);
  store<u32>(entry, cell + 1, 4);
  hour.used += <u32>(known == 0);
  return true;
}

// @ts-ignore: decorator
@inline
function slotOf(cell: u32, mask: u32): u32 {
  const mixed = cell * 0x9e3779b1;
  return (mixed ^ mixed >> 15) & mask;
}

/** Twice the entries, or a block if that is as small; `false` if there is no memory left. */
function grow(plan: Plan, hour: Hour): bool {
  const entries: u32 = hour.mask + 1;
  if (entries << 1 >= plan.cells) return makeBlock(plan, hour);
  const table = newTable(plan, entries << 1);
  if (table == 0) return false;
  const mask = (entries << 1) - 1;
  for (let i: u32 = 0; i < entries; i++) {
    const entry = load<u64>(hour.counts + (<usize>i << 3));
    if (entry == 0) continue;
    let slot = slotOf(<u32>(entry >> 32) - 1, mask);
    while (load<u64>(table + (<usize>slot << 3)) != 0) slot = (slot + 1) & mask;
    store<u64>(table + (<usize>slot << 3), entry);
  }
  putAside(plan, hour);
  hour.counts = table;
  hour.mask = mask;
  return true;
}

/** Makes a block of an hour's table. */
function makeBlock(plan: Plan, hour: Hour): bool {
  const block = allocate(plan, <usize>plan.cells << 3);
  if (block == 0) return false;
  for (let i: u32 = 0; i <= hour.mask; i++) {
    const entry = load<u64>(hour.counts + (<usize>i << 3));
    if (entry != 0) store<u64>(block + (<usize>((entry >> 32) - 1) << 3), entry & 0xffffffff);
  }
  putAside(plan, hour);
  hour.counts = block;
  hour.mask = 0;
  return true;
}

/** A table of free entries, or 0 if there is no memory left. */
function newTable(plan: Plan, entries: u32): usize {
  const spare = plan.spare + (<usize>ctz(entries) << 2);
  const table = <usize>load<u32>(spare);
  if (table == 0) return allocate(plan, <usize>entries << 3);
  store<u32>(spare, load<u32>(table));
  memory.fill(table, 0, <usize>entries << 3);
  return table;
}

function putAside(plan: Plan, hour: Hour): void {
  const spare = plan.spare + (<usize>ctz(hour.mask + 1) << 2);
  store<u32>(hour.counts, load<u32>(spare));
  store<u32>(spare, <u32>hour.counts);
}

/** Memory of zeros, or 0 if there is none left. */
function allocate(plan: Plan, bytes: usize): usize {
  const at = (plan.free + 7) & ~7;
  if (<u64>at + bytes > plan.limit) {
    plan.isFull = 1;
    return 0;
  }
  const missing = <i32>((at + bytes + margin + (1 << pageBits) - 1) >> pageBits) - memory.size();
  if (missing > 0 && memory.grow(max(missing, growth)) < 0) {
    plan.isFull = 1;
    return 0;
  }
  plan.free = at + bytes;
  return at;
}
