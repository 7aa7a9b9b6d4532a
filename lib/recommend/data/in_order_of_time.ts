/** Observations put in the order of their times. */
import type { Ids, Observations } from "../engine/mod.ts";

/**
 * The same observations in the order of their times, those of one time as they were; users and items are
 * numbered in the order in which they then first occur.
 */
export function inOrderOfTime(
  observations: Observations<string>,
  times: Float64Array,
): Observations<string> {
  if (ascends(times)) return observations;
  const order = orderOf(times);
  const users = renumbered(observations.users, observations.userOf, order);
  const items = renumbered(observations.items, observations.itemOf, order);
  return {
    ...observations,
    users: users.ids,
    items: items.ids,
    userOf: users.numbers,
    itemOf: items.numbers,
    weightOf: observations.weightOf?.map((_, at, weights) =>
      weights[order[at] as number] as number
    ),
  };
}

function ascends(times: Float64Array): boolean {
  for (let at = 1; at < times.length; at++) {
    if ((times[at] as number) < (times[at - 1] as number)) return false;
  }
  return true;
}

const digit_bits = 16;

/**
 * The places of finite numbers in ascending order, equal ones as they were: sorted by the 64 bits of the
 * numbers, sixteen at a time (least significant digit radix sort; D. Knuth, *The Art of Computer
 * Programming*, volume 3, section 5.2.5).
 */
function orderOf(numbers: Float64Array): Uint32Array {
  const count = numbers.length;
  const words = new Uint32Array(keysOf(numbers).buffer);
  let order = new Uint32Array(count), next = new Uint32Array(count);
  for (let at = 0; at < count; at++) order[at] = at;
  for (let digit = 0; digit < 4; digit++) {
    const word = digit >> 1, shift = digit_bits * (digit & 1);
    const digitOf = (at: number) => ((words[2 * at + word] as number) >>> shift) & 0xffff;
    const starts = new Uint32Array((1 << digit_bits) + 1);
    for (let at = 0; at < count; at++) (starts[digitOf(at) + 1] as number)++;
    if (starts.includes(count, 1)) continue; // all have the same
    for (let value = 0; value < 1 << digit_bits; value++) {
      (starts[value + 1] as number) += starts[value] as number;
    }
    for (let place = 0; place < count; place++) {
      const at = order[place] as number;
      next[(starts[digitOf(at)] as number)++] = at;
    }
    [order, next] = [next, order];
  }
  return order;
}

/** Whole numbers of 64 bits that are in the order of the numbers. */
function keysOf(numbers: Float64Array): BigUint64Array<ArrayBuffer> {
  const keys = new BigUint64Array(numbers.length);
  const floats = new Float64Array(keys.buffer), words = new Uint32Array(keys.buffer);
  for (let at = 0; at < numbers.length; at++) {
    floats[at] = (numbers[at] as number) + 0; // there is one zero
    const low = 2 * at, high = low + 1;
    if ((words[high] as number) >>> 31) {
      words[low] = ~(words[low] as number);
      words[high] = ~(words[high] as number);
    } else {
      words[high] = (words[high] as number) | 0x80000000;
    }
  }
  return keys;
}

/** Numbers of ids in another order, and the ids in the order in which they then first occur. */
function renumbered(ids: Ids<string>, numbers: Uint32Array, order: Uint32Array) {
  const oldOf = new Uint32Array(ids.length), newOf = new Uint32Array(ids.length);
  const renumbered = new Uint32Array(numbers.length);
  let known = 0;
  for (let place = 0; place < order.length; place++) {
    const old = numbers[order[place] as number] as number;
    if (newOf[old] === 0) {
      oldOf[known] = old;
      newOf[old] = ++known;
    }
    renumbered[place] = (newOf[old] as number) - 1;
  }
  const reordered: Ids<string> = {
    length: ids.length,
    at: (number) => number < known ? ids.at(oldOf[number] as number) : undefined,
  };
  return { ids: reordered, numbers: renumbered };
}
