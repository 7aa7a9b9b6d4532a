import { newline } from "./delimiters";
import { Plan } from "./plan";
import { scanPairs } from "./scan_pairs";
import { scanRows } from "./scan_rows";

/** Fewer bytes are not worth two places. */
const worthTwo: usize = 4096;
/** How many bytes are counted row by row where a pair was not of the commonest form, before the next pair. */
const unpaired: usize = 256;
/** How many bytes are counted at one place after rows were taken back. */
const waryFor: u32 = 1 << 20;

/**
 * Counts rows from `from` on, as long as they are plain: no quotes, the right number of fields, a
 * timestamp in the commonest form and of an hour for which there is room, a known event and product. Rows begin
 * before `limit` and end before `end`; up to 64 bytes beyond are read, and not used.
 *
 * Where a row begins is not known before the row before it is split, and the processor has to wait for that.
 * It waits for less if it counts at two places in turn: here, and from a line in the middle on. A row
 * begins there unless a quoted field goes on in that line; so if the rows from here on do not lead to
 * the middle, what was counted from there is taken back.
 *
 * @returns where the first row begins that it did not count
 */
export function scan(plan: Plan, from: usize, limit: usize, end: usize): usize {
  const first = plan.first, second = plan.second;
  const middle = plan.alone > 0 || plan.times > 0 || limit < from + worthTwo || !isUsual(plan)
    ? limit
    : lineFrom(from + ((limit - from) >> 1), limit);
  first.row = from;
  if (middle == limit) {
    scanRows(plan, first, limit, end, 1);
    plan.alone -= min(plan.alone, <u32>(first.row - from));
    return first.row;
  }

  second.row = middle;
  for (;;) {
    const a = first.row, b = second.row;
    scanRows(plan, first, min(a + unpaired, middle), end, 1);
    scanRows(plan, second, min(b + unpaired, limit), end, 1);
    if (first.row == a || second.row == b) break;
    scanPairs(plan, middle, limit, end);
  }
  scanRows(plan, first, middle, end, 1);
  if (first.row == middle) {
    scanRows(plan, second, limit, end, 1);
    return second.row;
  }
  const reached = second.row;
  second.row = middle;
  scanRows(plan, second, reached, end, -1);
  plan.alone = waryFor;
  return first.row;
}

/** Whether the columns are the four, in the usual order. */
// @ts-ignore: decorator
@inline
export function isUsual(plan: Plan): bool {
  return plan.fields == 4 && plan.timestamp == 0 && plan.user == 1 && plan.product == 2 &&
    plan.event == 3;
}

/** The beginning of the first line from an address on, or `limit`. */
function lineFrom(at: usize, limit: usize): usize {
  while (at < limit && load<u8>(at - 1) != newline) at++;
  return at;
}
