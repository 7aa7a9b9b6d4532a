/**
 * How good a ranked list is for one user, from the ranks of the held-out items in it.
 *
 * Definitions after A. Gunawardana and G. Shani, *Evaluating Recommender Systems* (Recommender Systems
 * Handbook, 2015); nDCG after K. Järvelin and J. Kekäläinen, *Cumulated gain-based evaluation of IR
 * techniques* (2002). All are in 0..1.
 */

/**
 * @param ranks where the held-out items stand in the list, from 1, ascending; at least one
 * @param k how much of the list is looked at
 */
export type Metric = (ranks: readonly number[], k: number) => number;

const found = (ranks: readonly number[], k: number) => ranks.filter((rank) => rank <= k);

/** 1 if any held-out item is among the first k. */
export const hitRate: Metric = (ranks, k) => found(ranks, k).length > 0 ? 1 : 0;

/** The share of the first k that was held out. */
export const precision: Metric = (ranks, k) => found(ranks, k).length / k;

/** The share of what was held out that is among the first k. */
export const recall: Metric = (ranks, k) => found(ranks, k).length / ranks.length;

/** Average precision: the precision at each held-out item's rank, over the most that k can hold. */
export const averagePrecision: Metric = (ranks, k) => {
  const sum = found(ranks, k).reduce((sum, rank, index) => sum + (index + 1) / rank, 0);
  return sum / Math.min(ranks.length, k);
};

/** Σ 1 / log₂(rank + 1) over the held-out items among the first k, divided by the best possible sum. */
export const ndcg: Metric = (ranks, k) => {
  const gain = (rank: number) => 1 / Math.log2(rank + 1);
  const ideal = Array.from({ length: Math.min(ranks.length, k) }, (_, index) => gain(index + 1));
  const sum = (gains: number[]) => gains.reduce((a, b) => a + b, 0);
  return sum(found(ranks, k).map(gain)) / sum(ideal);
};

/** The metrics by the names under which they are reported. */
export const metrics = {
  hit_rate: hitRate,
  precision,
  recall,
  map: averagePrecision,
  ndcg,
} as const satisfies Record<string, Metric>;

export type MetricName = keyof typeof metrics;
