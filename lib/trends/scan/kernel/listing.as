import { Hour } from "./plan";

/** How many of the counters of a block, or of the counts of a table, are not 0. */
export function used(hour: Hour, cells: u32): u32 {
  let found: u32 = 0;
  const isBlock = hour.mask == 0;
  const end = hour.counts + (<usize>(isBlock ? cells : hour.mask + 1) << 3);
  for (let at = hour.counts; at < end; at += 8) {
    found += <u32>(isBlock ? load<u64>(at) != 0 : load<u32>(at) != 0);
  }
  return found;
}

/**
 * Lists the counters of a block that are not 0: their cells, 32 bits each, and what they have counted, as
 * floating-point numbers; adds that to the totals. Returns how many there are.
 */
export function list(hour: Hour, size: u32, cells: usize, counts: usize, totals: usize): u32 {
  let found: u32 = 0;
  for (let cell: u32 = 0; cell < size; cell++) {
    const count = load<u64>(hour.counts + (<usize>cell << 3));
    if (count == 0) continue;
    const total = totals + (<usize>cell << 3);
    store<u32>(cells + (<usize>found << 2), cell);
    store<f64>(counts + (<usize>found << 3), <f64>count);
    store<f64>(total, load<f64>(total) + <f64>count);
    found++;
  }
  return found;
}
