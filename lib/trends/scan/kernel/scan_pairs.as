import { addCity } from "./cities";
import { add, addTo, isBlock } from "./counts";
import { carriageReturn, comma, commas, delimiters32, newline, newlines, quotes } from "./delimiters";
import { Place, Plan } from "./plan";
import { find } from "./table";
import { isSecondsZ } from "./timestamp";

/** How long a timestamp of the commonest form is, with its comma. */
const time: usize = 21;

/** Whether a row is `YYYY-MM-DDTHH:MM:SSZ,user,product,event`, of the minute of its place. */
// @ts-ignore: decorator
@inline
function isCommonest(
  place: Place,
  row: usize,
  userEnd: usize,
  productEnd: usize,
  rowEnd: usize,
): bool {
  return load<u64>(row) == place.minute0 && load<u64>(row, 8) == place.minute1 &&
    isSecondsZ(load<u32>(row, 16)) &&
    ((load<u8>(row, time - 1) ^ comma) | (load<u8>(userEnd) ^ comma) |
        (load<u8>(productEnd) ^ comma) | (load<u8>(rowEnd) ^ newline)) == 0;
}

/** How long the last field is that ends before a newline, which may have a carriage return before it. */
// @ts-ignore: decorator
@inline
function lastLength(from: usize, rowEnd: usize): u32 {
  return <u32>(rowEnd - from) - <u32>(load<u8>(rowEnd - 1) == carriageReturn);
}

/**
 * Counts rows at both places in turn, as long as both are of the commonest form and of the minute before; at the first up to `middle`, at the second up to `limit`.
 */
export function scanPairs(plan: Plan, middle: usize, limit: usize, end: usize): void {
  if (isBlock(plan.first.hour) && isBlock(plan.second.hour)) {
    countPairs(plan, middle, limit, end, true);
  } else {
    countPairs(plan, middle, limit, end, false);
  }
}

/** The same, made twice: of two hours that have blocks, and of others. */
// @ts-ignore: decorator
@inline
function countPairs(plan: Plan, middle: usize, limit: usize, end: usize, blocks: bool): void {
  const first = plan.first, second = plan.second;
  const products = plan.products, events = plan.events;
  const c = commas(), n = newlines(), q = quotes();
  const hourA = first.hour, hourB = second.hour;
  const countsA = hourA.counts, countsB = hourB.counts;
  let a = first.row, b = second.row, rows: u32 = 0;
  if (first.minute0 == 0 || second.minute0 == 0) return;

  while (a < middle && b < limit) {
    let foundA = delimiters32(a + time, c, n, q);
    let foundB = delimiters32(b + time, c, n, q);
    const userEndA = a + time + ctz(foundA);
    const userEndB = b + time + ctz(foundB);
    foundA &= foundA - 1;
    foundB &= foundB - 1;
    const productEndA = a + time + ctz(foundA);
    const productEndB = b + time + ctz(foundB);
    foundA &= foundA - 1;
    foundB &= foundB - 1;
    const rowEndA = a + time + ctz(foundA);
    const rowEndB = b + time + ctz(foundB);
    if (
      foundA == 0 || foundB == 0 || rowEndB >= end ||
      !isCommonest(first, a, userEndA, productEndA, rowEndA) ||
      !isCommonest(second, b, userEndB, productEndB, rowEndB)
    ) break;

    const eventA = find(events, productEndA + 1, lastLength(productEndA + 1, rowEndA));
    const eventB = find(events, productEndB + 1, lastLength(productEndB + 1, rowEndB));
    const productA = find(products, userEndA + 1, <u32>(productEndA - userEndA) - 1);
    const productB = find(products, userEndB + 1, <u32>(productEndB - userEndB) - 1);
    if ((eventA | eventB | productA | productB) < 0) break;

    const cellA = <u32>(productA + eventA), cellB = <u32>(productB + eventB);
    if (blocks) {
      add(countsA, cellA, 1);
      add(countsB, cellB, 1);
    } else {
      if (!addTo(plan, hourA, cellA, 1)) break;
      if (!addTo(plan, hourB, cellB, 1)) {
        addTo(plan, hourA, cellA, -1);
        break;
      }
    }
    addCity(plan, a + time, <u32>(userEndA - a - time), eventA, 1);
    addCity(plan, b + time, <u32>(userEndB - b - time), eventB, 1);
    rows += 2;
    a = rowEndA + 1;
    b = rowEndB + 1;
  }
  first.row = a;
  second.row = b;
  plan.rows += rows;
}
