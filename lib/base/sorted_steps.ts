/** A long array sorted in steps. */

/** So many items are sorted, or merged, in a step. */
const stepLength = 1 << 15;

/** The items sorted, equal ones in the order that they had; yields now and then. */
export function* sortedSteps<T>(
  items: readonly T[],
  compare: (a: T, b: T) => number,
): Generator<void, T[]> {
  if (items.length <= stepLength) return items.toSorted(compare);
  const middle = items.length >> 1;
  const left = yield* sortedSteps(items.slice(0, middle), compare);
  yield;
  const right = yield* sortedSteps(items.slice(middle), compare);
  yield;
  const sorted: T[] = [];
  for (let i = 0, j = 0; sorted.length < items.length;) {
    const isLeft = j === right.length ||
      (i < left.length && compare(left[i] as T, right[j] as T) <= 0);
    sorted.push((isLeft ? left[i++] : right[j++]) as T);
    if (sorted.length % stepLength === 0) yield;
  }
  return sorted;
}
