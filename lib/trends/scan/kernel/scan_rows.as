import { addCity } from "./cities";
import { addTo, newHour } from "./counts";
import {
  carriageReturn,
  comma,
  commas,
  delimiters32,
  newline,
  newlines,
  quotes,
} from "./delimiters";
import { Hour, Place, Plan, Table } from "./plan";
import { find } from "./table";
import { hourOf, hourOfOther, isSecondsZ } from "./timestamp";

/**
 * Where the newline is, if `count` commas come before it, and no quote; otherwise `end`.
 */
function skipFields(from: usize, end: usize, count: u32): usize {
  const c = commas(), n = newlines(), q = quotes();
  let seen: u32 = 0;
  for (let at = from; at < end; at += 16) {
    const bytes = v128.load(at);
    const separators = <u32>i8x16.bitmask(i8x16.eq(bytes, c));
    const others = <u32>i8x16.bitmask(v128.or(i8x16.eq(bytes, n), i8x16.eq(bytes, q)));
    if (others != 0) {
      const first = ctz(others);
      seen += popcnt(separators & ((1 << first) - 1));
      return seen == count && load<u8>(at + first) == newline ? at + first : end;
    }
    seen += popcnt(separators);
  }
  return end;
}

/** Where the fields of a row end, into `ends`; returns where its newline is, or `end`. */
function split(row: usize, end: usize, ends: usize, last: u32): usize {
  const c = commas(), n = newlines(), q = quotes();
  let field: u32 = 0;
  for (let at = row; at < end; at += 32) {
    let found = delimiters32(at, c, n, q);
    while (found != 0) {
      const delimiter = at + ctz(found);
      found &= found - 1;
      const byte = load<u8>(delimiter);
      store<u32>(ends + (<usize>field << 2), delimiter);
      if (byte != comma || field == last) return byte == newline && field == last ? delimiter : end;
      field++;
    }
  }
  return end;
}

/** Where a field begins, by the ends of the fields. */
// @ts-ignore: decorator
@inline
function beginOf(row: usize, ends: usize, field: u32): usize {
  return field == 0 ? row : <usize>load<u32>(ends + (<usize>(field - 1) << 2)) + 1;
}

// @ts-ignore: decorator
@inline
function endOf(ends: usize, field: u32): usize {
  return <usize>load<u32>(ends + (<usize>field << 2));
}

/**
 * Counts the plain rows of a place that begin before `limit` and end before `end`, and moves the place to
 * the first that it did not count.
 *
 * @param sign 1, or -1 to take back what was counted
 */
export function scanRows(plan: Plan, place: Place, limit: usize, end: usize, sign: i32): void {
  const last = plan.fields - 1, ends = plan.ends;
  const timestamp = plan.timestamp, user = plan.user, product = plan.product, event = plan.event;
  const products = plan.products, events = plan.events;
  const hourAt = plan.hourAt;
  const usual = timestamp == 0 && user == 1 && product == 2 && event == 3;
  const times = plan.times;
  const c = commas(), n = newlines(), q = quotes();
  let minute0 = place.minute0, minute1 = place.minute1, hour = place.hour;
  let row = place.row, rows: u32 = 0, unseen: i32 = -1, isMinute = false;

  while (row < limit) {
    // Where the fields are.
    let timeBegin = row, timeEnd = row + 20, userBegin = row + 21;
    let userEnd: usize = 0, productBegin: usize = 0, productEnd: usize = 0;
    let eventBegin: usize = 0, eventEnd: usize = 0, rowEnd = end;
    let found: u32 = usual ? delimiters32(userBegin, c, n, q) : 0;
    userEnd = userBegin + ctz(found);
    found &= found - 1;
    productBegin = userEnd + 1;
    productEnd = userBegin + ctz(found);
    found &= found - 1;
    if (
      found != 0 &&
      ((load<u8>(timeEnd) ^ comma) | (load<u8>(userEnd) ^ comma) | (load<u8>(productEnd) ^ comma)) == 0
    ) {
      eventBegin = productEnd + 1;
      eventEnd = userBegin + ctz(found);
      const delimiter = load<u8>(eventEnd);
      if (last == 3) rowEnd = delimiter == newline ? eventEnd : end;
      else if (delimiter == comma) rowEnd = skipFields(eventEnd + 1, end, last - 4);
      if (rowEnd >= end) break;
      if (last == 3 && load<u8>(eventEnd - 1) == carriageReturn) eventEnd--;
    } else {
      rowEnd = split(row, end, ends, last);
      if (rowEnd >= end) break;
      if (load<u8>(rowEnd - 1) == carriageReturn) store<u32>(ends + (<usize>last << 2), rowEnd - 1);
      timeBegin = beginOf(row, ends, timestamp);
      timeEnd = endOf(ends, timestamp);
      userBegin = beginOf(row, ends, user);
      userEnd = endOf(ends, user);
      productBegin = beginOf(row, ends, product);
      productEnd = endOf(ends, product);
      eventBegin = beginOf(row, ends, event);
      eventEnd = endOf(ends, event);
    }

    if (
      minute0 == 0 || load<u64>(timeBegin) != minute0 || load<u64>(timeBegin + 8) != minute1 ||
      !isSecondsZ(load<u32>(timeBegin + 16)) || timeEnd - timeBegin != 20
    ) {
      let number = times == 0 ? hourOf(timeBegin, timeEnd) : -1;
      isMinute = number >= 0;
      if (number < 0) number = hourOfOther(timeBegin, timeEnd, times);
      if (number < 0) break;
      const known = hourAt == 0
        ? changetype<usize>(hour)
        : <usize>load<u32>(hourAt + (<usize>number << 2));
      if (known == 0) {
        unseen = number; // to be remembered if the row is usable
      } else {
        hour = changetype<Hour>(known);
        minute0 = isMinute ? load<u64>(timeBegin) : 0;
        minute1 = load<u64>(timeBegin + 8);
      }
    }
    const eventIndex = find(events, eventBegin, <u32>(eventEnd - eventBegin));
    const productIndex = find(products, productBegin, <u32>(productEnd - productBegin));
    if ((eventIndex | productIndex) < 0) break;
    if (unseen >= 0) {
      const seen = newHour(plan, <u32>unseen);
      if (seen === null) break;
      hour = seen;
      store<u32>(hourAt + (<usize>unseen << 2), <u32>changetype<usize>(hour));
      minute0 = isMinute ? load<u64>(timeBegin) : 0;
      minute1 = load<u64>(timeBegin + 8);
      unseen = -1;
    }
    if (!addTo(plan, hour, <u32>(productIndex + eventIndex), sign)) break;
    addCity(plan, userBegin, <u32>(userEnd - userBegin), eventIndex, sign);
    rows += sign;
    row = rowEnd + 1;
  }
  place.minute0 = minute0;
  place.minute1 = minute1;
  place.hour = hour;
  place.row = row;
  plan.rows += rows;
}
