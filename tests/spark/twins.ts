/** What the kit's engines answer where Spark's jobs compute the same: `jobs/twins_test.py` compares. */
import { random } from "../../lib/base/random.ts";
import { explain, trainEngine, vectorOf } from "../../lib/recommend/engine/mod.ts";
import { wilsonInterval } from "../../lib/statistics/wilson.ts";
import { endOfLog } from "../../lib/trends/rank/end_of_log.ts";
import { hotRightNow } from "../../lib/trends/rank/hot_right_now.ts";
import { viewsOfFrame } from "../../lib/trends/rank/hourly_views.ts";
import { riseScore } from "../../lib/trends/rank/rise_score.ts";
import { defaultWeighting, weightedViews } from "../../lib/trends/rank/weighted_views.ts";
import { matrixOf } from "../recommend/engine/matrices.ts";
import fc from "fast-check";
import { TimeReader } from "../../lib/base/time_reader.ts";
import { anyTime, strangeTimes } from "../base/some_times.ts";
import { busy, firstHour, hourlyViews, poisson, someProducts } from "../trends/rank/some_views.ts";

/** Questions and answers, as JSON. */
export async function twins() {
  return {
    rates: rates(),
    scores: scores(),
    hot: hot(),
    ends: ends(),
    times: times(),
    explain: await reasons(),
  };
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
  const asOf = new Date(firstHour.getTime() + hours * 3_600_000);
  const weighted = weightedViews(viewsOfFrame(hourly), { ...defaultWeighting, asOf });
  const names = new Map(products.map(({ key, name }) => [key, name]));
  return {
    names: [...names.values()],
    views: weighted.windows.flatMap(({ window, cells, counts }) =>
      Array.from(cells, (place, index) => ({
        window,
        product: names.get(weighted.products[place] ?? ""),
        views: counts[index],
      }))
    ),
    windows: weighted.windows.map(({ window, of, squares, cubes }) => ({
      window,
      of,
      squares,
      cubes,
    })),
    expected: hotRightNow(hourly, products),
  };
}

/** Logs of all kinds, and some rows that are ahead: when the log ends, what is ahead, and how late. */
function ends() {
  const draws = random(1, "ends");
  return Array.from({ length: 300 }, () => {
    const days = 1 + Math.floor(40 * draws.next()), mean = 10 ** (3 * draws.next() - 1);
    const usual = Array.from(
      { length: 24 * days },
      (_, hour) => [hour, poisson(mean * busy(hour), draws)] as const,
    ).filter(([, rows]) => rows > 0);
    const some = () => Math.ceil(10 ** (2 * draws.next()));
    const ahead = [[24 * days + some(), some()], [24 * days + 150 + 10 * some(), some()]] as const;
    const rows = [...usual, ...ahead], clock = 24 * days + (draws.chance(0.5) ? 5 : 5000);
    const end = endOfLog(
      { hours: rows.map(([hour]) => hour), rows: rows.map(([, count]) => count) },
      new Date(clock * 3_600_000),
    );
    return [rows, clock, (end?.asOf.getTime() ?? NaN) / 3_600_000, end?.ahead?.rows ?? 0] as const;
  });
}

/** Texts, and how the times of a column are written that begins with it. */
function times() {
  const forms = fc.sample(anyTime, { numRuns: 500, seed: 1 });
  return [...forms, ...strangeTimes].map((text) => {
    const times = new TimeReader();
    times.readText(text);
    return [text, times.form ?? null] as const;
  });
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
