/** The best of many scores. */

/** An item and its score. */
export interface Scored {
  readonly item: number;
  readonly score: number;
}

/**
 * The `k` items with the highest scores, best first, ties in favour of the lower number.
 *
 * @param scores by item
 * @param isExcluded items that must not occur
 */
export function topK(
  scores: ArrayLike<number>,
  k: number,
  isExcluded: (item: number) => boolean = () => false,
): Scored[] {
  const best: Scored[] = [];
  for (let item = 0; item < scores.length; item++) {
    const score = scores[item] as number;
    if (best.length === k && score <= (best[k - 1]?.score ?? -Infinity)) continue;
    if (isExcluded(item)) continue;
    const at = best.findIndex((other) => other.score < score);
    best.splice(at < 0 ? best.length : at, 0, { item, score });
    if (best.length > k) best.pop();
  }
  return best;
}
