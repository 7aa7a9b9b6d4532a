/** From a model's scores to probabilities, learnt from held-out purchases. */
import { itemsOf } from "../engine/mod.ts";
import type { Recommender } from "../models/recommender.ts";
import type { AnySplit } from "./split.ts";

/** Turns a model's score into a probability, in 0..1; never falls as the score rises. */
export type Calibration = (score: number) => number;

/** The curve is as good by so many trials as by more. */
const mostTrials = 2_000_000;

/**
 * Learns from held-out purchases how often an item of a score really was the user's next one.
 *
 * Every item that a tested user does not own is a trial, and a success if it was held out. The
 * success rate as a function of the score is fitted by isotonic regression (B. Zadrozny and C. Elkan,
 * *Transforming Classifier Scores into Accurate Multiclass Probability Estimates*, KDD 2002). Of many
 * users every second, third and so on is looked at.
 *
 * @throws {RangeError} if nobody is tested
 */
export function calibrate(model: Recommender, { train, tested }: AnySplit): Calibration {
  const trials: Trial[] = [];
  const every = Math.ceil(tested.length * train.items.length / mostTrials);
  for (const [index, { user, held }] of tested.entries()) {
    if (index % every !== 0) continue;
    const owned = new Set(itemsOf(train, user));
    const scores = model.score(user);
    for (let item = 0; item < scores.length; item++) {
      if (owned.has(item)) continue;
      trials.push({ score: scores[item] as number, success: held.includes(item) ? 1 : 0 });
    }
  }
  return isotonic(trials);
}

/** A score, and whether (1) or not (0) it was followed by success. */
export interface Trial {
  readonly score: number;
  readonly success: number;
}

/**
 * Isotonic regression by pooling adjacent violators (M. Ayer et al., *An Empirical Distribution
 * Function for Sampling with Incomplete Information*, 1955), interpolated between the pools' mean
 * scores so that better scores keep better probabilities.
 *
 * @throws {RangeError} if there are no trials
 */
export function isotonic(trials: readonly Trial[]): Calibration {
  if (trials.length === 0) throw new RangeError("Cannot learn probabilities from no trials");
  const pools: { score: number; success: number; size: number }[] = [];
  for (const { score, success } of [...trials].sort((a, b) => a.score - b.score)) {
    pools.push({ score, success, size: 1 });
    for (;;) {
      const [last, before] = [pools.at(-1), pools.at(-2)];
      if (!last || !before) break;
      const rises = last.success / last.size > before.success / before.size;
      if (rises && last.score > before.score) break;
      const size = last.size + before.size;
      pools.splice(-2, 2, {
        score: (last.score * last.size + before.score * before.size) / size,
        success: last.success + before.success,
        size,
      });
    }
  }
  const points = pools.map(({ score, success, size }) => ({ score, rate: success / size }));
  return (score) => {
    const above = points.findIndex((point) => point.score > score);
    const right = points[above] ?? points.at(-1);
    const left = above < 0 ? right : points[Math.max(above - 1, 0)];
    if (!left || !right) return NaN; // there is a pool, since there are trials
    if (score <= left.score || left === right) return left.rate;
    const along = (score - left.score) / (right.score - left.score);
    return left.rate + along * (right.rate - left.rate);
  };
}
