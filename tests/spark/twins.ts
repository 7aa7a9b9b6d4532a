/** What the kit's engines answer where Spark's jobs compute the same: `jobs/twins_test.py` compares. */
import { random } from "../../lib/base/random.ts";
import { explain, trainEngine, vectorOf } from "../../lib/recommend/engine/mod.ts";
import { wilsonInterval } from "../../lib/statistics/wilson.ts";
import { hotRightNow } from "../../lib/trends/rank/hot_right_now.ts";
import { riseScore } from "../../lib/trends/rank/rise_score.ts";
import { defaultWeighting, weightedViews } from "../../lib/trends/rank/weighted_views.ts";
import { matrixOf } from "../recommend/engine/matrices.ts";
import { busy, hourlyViews, poisson, someProducts } from "../trends/rank/some_views.ts";

/** Questions and answers, as JSON. */
export async function twins() {
  return { rates: rates(), scores: scores(), hot: hot(), explain: await reasons() };
}

function rates() {
  const draws = random(1, "rates");
  return Array.from({ length: 200 }, () => {
    const trials = 1 + Math.floor(10 ** (6 * draws.next()));
    const successes = Math.floor((trials + 1) * draws.next());
    return [successes, trials, wilsonInterval(successes, trials)] as const;
  });
}

function scores() {
  const draws = random(1, "scores");
  const count = () => Math.floor(10 ** (4 * draws.next())) - 1;
  return Array.from({ length: 200 }, () => {
    const recent = { count: count(), of: 10_000 }, past = { count: count(), of: 100_000 };
    return [recent.count, recent.of, past.count, past.of, riseScore(recent, past)] as const;
  });
}

/** The views of 29 days, in bursts, in which two products rise in the end. */
function hot() {
  const draws = random(1, "hot");
  const hours = 29 * 24, products = someProducts(20);
  const hourly = hourlyViews({ hours, products: 20 }, (hour, product) => {
    const times = hour >= hours - 12 && (product === 7 || product === 16) ? 6 : 1;
    return 2 * poisson(times * 20 * busy(hour) / (product + 1), draws);
  });
  const weighted = weightedViews(hourly, defaultWeighting);
  const names = new Map(products.map(({ key, name }) => [key, name]));
  return {
    names: [...names.values()],
    views: weighted.products.toRecords().map((row) => ({
      ...row,
      product: names.get(String(row["product"])),
    })),
    windows: weighted.store.toRecords(),
    expected: hotRightNow(hourly, products),
  };
}

/** Of users who buy what is of one of two tastes; the shares of the two purchases that say most. */
async function reasons() {
  const alpha = 3, regularization = 0.5;
  const rows = Array.from(
    { length: 40 },
    (_, user) =>
      [0, 1, 2, 3].filter((item) => item !== (user >> 1) % 4).map((item) =>
        [user % 2 * 4 + item, 1] as const
      ),
  );
  const options = {
    factors: 3,
    iterations: 20,
    regularization,
    alpha,
    solver: "cholesky",
  } as const;
  const model = await trainEngine(matrixOf(rows, 8), options);
  const item = 0, basket = [1, 2, 3];
  const { contributions } = explain(model, basket.map((item) => ({ item, rating: 1 })), item);
  const speaking = contributions.filter(({ contribution }) => contribution > 0);
  const total = speaking.reduce((sum, { contribution }) => sum + contribution, 0);
  return {
    ...{ alpha, regularization, item, basket },
    vectors: model.items.map((_, row) => [...vectorOf(model, model.itemFactors, row)]),
    shares: speaking.slice(0, 2).map(({ item, contribution }) => [item, contribution / total]),
  };
}
