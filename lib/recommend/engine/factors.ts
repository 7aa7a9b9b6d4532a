/** Factors on their way into the training's memory and out of it. */
import { random } from "../../base/random.ts";
import type { Orders } from "./fill.ts";
import type { Ratings } from "./interactions.ts";
import type { EngineOptions } from "./options.ts";

/**
 * Sets the first factors: those given, or small values of either sign around zero.
 *
 * @throws {RangeError} if as many as needed are not given
 */
export function setFirstFactors(
  { factors, seed = 1, start }: EngineOptions,
  orders: Orders,
  items: Float32Array,
  users: Float32Array,
  stride: number,
): void {
  const generator = random(seed, "als");
  const set = (
    matrix: Float32Array,
    order: Uint32Array,
    name: string,
    given?: ArrayLike<number>,
  ) => {
    if (given && given.length !== order.length * factors) {
      throw new RangeError(
        `Cannot start from ${given.length} ${name} factors: ${order.length} rows of ${factors} are needed`,
      );
    }
    const first = given ??
      Float32Array.from(
        { length: matrix.length / stride * factors },
        () => (generator.next() - 0.5) * 0.1,
      );
    for (const [place, row] of order.entries()) {
      for (let f = 0; f < factors; f++) {
        matrix[place * stride + f] = first[row * factors + f] as number;
      }
    }
  };
  set(items, orders.items, "item", start?.items);
  if (start?.users) set(users, orders.users, "user", start.users);
}

/** The first item factors of explicit feedback: the item's mean rating, then small values around zero. */
export function meanStart(
  { users, items, indptr, indices, values }: Ratings,
  { factors, seed = 1 }: EngineOptions,
) {
  const generator = random(seed, "als");
  const sums = new Float64Array(items.length), counts = new Uint32Array(items.length);
  for (let entry = 0; entry < (indptr[users.length] as number); entry++) {
    const item = indices[entry] as number;
    sums[item] = (sums[item] as number) + (values[entry] as number);
    counts[item] = (counts[item] as number) + 1;
  }
  const first = Float32Array.from(
    { length: items.length * factors },
    () => (generator.next() - 0.5) * 0.1,
  );
  for (let item = 0; item < items.length; item++) {
    first[item * factors] = (sums[item] as number) / Math.max(counts[item] as number, 1);
  }
  return { items: first };
}

/** The factors by the numbers that rows have outside, in memory of their own that threads can share. */
export function takeFactors(
  matrix: Float32Array,
  order: Uint32Array,
  stride: number,
): Float32Array {
  const taken = new Float32Array(
    typeof SharedArrayBuffer === "undefined"
      ? new ArrayBuffer(matrix.byteLength)
      : new SharedArrayBuffer(matrix.byteLength),
  );
  for (let place = 0; place < order.length; place++) {
    const from = place * stride, to = (order[place] as number) * stride;
    for (let f = 0; f < stride; f++) taken[to + f] = matrix[from + f] as number;
  }
  return taken;
}
