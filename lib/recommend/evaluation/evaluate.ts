/** Offline evaluation: would the model have recommended what the user bought next? */
import { bootstrapMean, type Interval } from "../../statistics/bootstrap.ts";
import { itemsOf, type Ratings, topK } from "../engine/mod.ts";
import { type MetricName, metrics } from "./metrics.ts";
import type { Recommender } from "../models/recommender.ts";
import type { AnySplit, Tested } from "./split.ts";

/** What is measured: of each tested user, or of all lists together. */
export type Measure = MetricName | "coverage" | "novelty";

/** A figure of a model, with its 95 % bootstrap interval over the users. */
export interface Figure extends Interval {
  readonly model: string;
  readonly metric: Measure;
  readonly k: number;
}

/** The ranks of each tested user's held-out items, ascending. */
export type Ranks = readonly (readonly number[])[];

/**
 * Ranks for every tested user all items that the user does not own, and says where the held-out ones
 * stand. Other items with the same score count half as before an item, so that ties are worth what
 * guessing is worth.
 */
export function rankHeldOut(model: Recommender, { train, tested }: AnySplit): Ranks {
  return tested.map((one) => ranksOf(model.score(one.user), train, one));
}

function ranksOf(scores: ArrayLike<number>, train: Ratings, { user, held }: Tested): number[] {
  const others = [...itemsOf(train, user), ...held];
  const ranks = held.map((item) => {
    const score = scores[item] as number;
    let above = 0, tied = 0;
    for (let other = 0; other < scores.length; other++) {
      if ((scores[other] as number) > score) above++;
      else if (scores[other] === score) tied++;
    }
    for (const other of others) {
      if ((scores[other] as number) > score) above--;
      else if (scores[other] === score) tied--;
    }
    return above + tied / 2;
  });
  // Held-out items stand after each other, best first.
  return ranks.sort((a, b) => a - b).map((before, index) => 1 + Math.round(before) + index);
}

/** A metric of each tested user. */
export function perUser(ranks: Ranks, metric: MetricName, k: number): Float64Array {
  return Float64Array.from(ranks, (held) => metrics[metric](held, k));
}

/**
 * All figures of a model at one k.
 *
 * Coverage is the share of the items that anyone is recommended; novelty the mean of −log₂ of the
 * share of users who have a recommended item (S. Vargas and P. Castells, *Rank and Relevance in
 * Novelty and Diversity Metrics*, RecSys 2011), in bits.
 *
 * @param random uniform in [0, 1), for the bootstrap
 * @param onTested told after each tested user
 * @throws {RangeError} if nobody is tested: see `testable`
 */
export function evaluate(
  model: Recommender,
  split: AnySplit,
  k: number,
  random: () => number,
  onTested: () => void = () => {},
): Figure[] {
  const { ranks, covered, novelty } = tryModel(model, split, k, onTested);
  const figures = (Object.keys(metrics) as MetricName[]).map((metric) => ({
    model: model.name,
    metric,
    k,
    ...bootstrapMean(perUser(ranks, metric, k), random),
  }));
  const exact = { low: covered, high: covered };
  return [
    ...figures,
    { model: model.name, metric: "coverage", k, value: covered, ...exact },
    { model: model.name, metric: "novelty", k, ...bootstrapMean(novelty, random) },
  ];
}

/**
 * Tries a model on the tested users: the ranks of what was held out; of their lists, which share of the
 * items occurs, and how novel each is.
 */
function tryModel(
  model: Recommender,
  { train, tested }: AnySplit,
  k: number,
  onTested: () => void,
) {
  const share = buyerShares(train);
  const seen = new Set<number>();
  const ranks: number[][] = [], novelty: number[] = [];
  for (const one of tested) {
    const scores = model.score(one.user);
    ranks.push(ranksOf(scores, train, one));
    const owned = new Set(itemsOf(train, one.user));
    const list = topK(scores, k, (item) => owned.has(item));
    const bits = list.map(({ item }) => -Math.log2(share[item] as number));
    novelty.push(bits.reduce((sum, value) => sum + value, 0) / Math.max(bits.length, 1));
    for (const { item } of list) seen.add(item);
    onTested();
  }
  return { ranks, covered: seen.size / Math.max(train.items.length, 1), novelty };
}

/** The share of users who have each item; an item that nobody has counts as one user's half. */
function buyerShares({ users, items, indices }: Ratings): Float64Array {
  const counts = new Float64Array(items.length);
  for (const item of indices) counts[item] = (counts[item] ?? 0) + 1;
  return counts.map((count) => Math.max(count, 0.5) / Math.max(users.length, 1));
}

/** Intervals by fewer users than this decide nothing: three users who agree would make one without width. */
export const fewestForVerdict = 30;

/** Whether the first figure's interval lies wholly above the second's. */
export const clearlyAbove = (a: Interval, b: Interval) => a.low > b.high;
