/** The assignment's evaluation: a random fifth of the ratings is held out. */
import { random } from "../../base/random.ts";
import { type ExplicitOptions, scoreOf, trainExplicit } from "../../recommend/engine/mod.ts";
import { bootstrapMean, type Interval } from "../../statistics/bootstrap.ts";
import { mean } from "../../statistics/mean.ts";
import { matrixOf, type RatedProducts } from "./ratings.ts";

/** How near the predictions of held-out ratings come. */
export interface SplitEvaluation {
  readonly held_out: number;
  /** The share of them whose customer and product both have ratings in training. */
  readonly scored_share: number;
  /** The share of those that share an order with a rating of the same customer in training. */
  readonly same_order_share: number;
  /** The error of ALS on what could be scored; NaN of nothing. */
  readonly rmse: number;
  /** That of the mean rating of the training, on the same. */
  readonly rmse_mean: number;
  /** By how much the squared error of ALS is greater than the mean's, with its 95 % interval. */
  readonly difference: Interval | undefined;
  /** Whether ALS is better than the mean beyond doubt. */
  readonly als_wins: boolean;
}

/** Holds out each rating with a probability of 0.2, by the seed, and predicts it from the others. */
export async function evaluateSplit(
  { ratings, ordersOf }: RatedProducts,
  options: ExplicitOptions,
): Promise<SplitEvaluation> {
  const { users, items, indptr, indices, values } = ratings;
  const { seed = 1 } = options;
  const generator = random(seed, "split of ratings");
  const isHeld = Uint8Array.from(indices, () => generator.chance(0.2) ? 1 : 0);
  const kept: [number, number][][] = [];
  const known = new Uint8Array(items.length);
  const entriesOf = (user: number) => {
    const from = indptr[user] as number;
    return Array.from({ length: (indptr[user + 1] as number) - from }, (_, at) => from + at);
  };
  for (let user = 0; user < users.length; user++) {
    const row = entriesOf(user).filter((entry) => !isHeld[entry]).map((entry): [number, number] => {
      const item = indices[entry] as number;
      known[item] = 1;
      return [item, values[entry] as number];
    });
    kept.push(row);
  }
  const training = matrixOf(users, items, kept);
  const model = await trainExplicit(training, options);
  const middle = mean(training.values);
  const errors: number[] = [], errorsOfMean: number[] = [];
  let held = 0, sharing = 0;
  for (let user = 0; user < users.length; user++) {
    const entries = entriesOf(user);
    const trained = entries.filter((entry) => !isHeld[entry]);
    for (const entry of entries) {
      if (!isHeld[entry]) continue;
      held++;
      const item = indices[entry] as number;
      if (trained.length === 0 || !known[item]) continue;
      const orders = ordersOf[entry] as ReadonlySet<string>;
      if (trained.some((other) => !orders.isDisjointFrom(ordersOf[other] ?? new Set()))) sharing++;
      const value = values[entry] as number;
      errors.push((value - scoreOf(model, user, item)) ** 2);
      errorsOfMean.push((value - middle) ** 2);
    }
  }
  const differences = errors.map((error, at) => error - (errorsOfMean[at] as number));
  const draws = random(seed, "bootstrap of errors");
  const difference = differences.length > 0
    ? bootstrapMean(differences, () => draws.next())
    : undefined;
  return {
    held_out: held,
    scored_share: errors.length / held,
    same_order_share: sharing / errors.length,
    rmse: Math.sqrt(mean(errors)),
    rmse_mean: Math.sqrt(mean(errorsOfMean)),
    difference,
    als_wins: difference !== undefined && difference.high < 0,
  };
}
