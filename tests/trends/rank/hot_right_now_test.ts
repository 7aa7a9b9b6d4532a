import { assert, assertAlmostEquals, assertEquals, assertExists } from "@std/assert";
import fc from "fast-check";
import { random } from "../../../lib/base/random.ts";
import {
  type HotOptions,
  hotRightNow,
  hotScores,
  hotThreshold,
} from "../../../lib/trends/rank/hot_right_now.ts";
import { hourlyFrame } from "../../../lib/trends/rank/frames.ts";
import { viewsOfCube } from "../../../lib/trends/rank/hourly_views.ts";
import { hotScoresByPolars } from "./hot_by_polars.ts";
import { busy, firstHour, hourlyCube, hourlyViews, poisson, someProducts } from "./some_views.ts";

const days = 15;
const hours = 24 * days;
const count = 20;
const products = someProducts(count);

/** Views of products whose shares fall as 1, 1/2, 1/3, …, the first of them 30 in a usual hour. */
const usual = (hour: number, product: number) => 30 * busy(hour) / (product + 1);

/** What is hot if the views are Poisson numbers with these means. */
function hotIn(mean: (hour: number, product: number) => number, options: HotOptions = {}) {
  const draws = random(1, "hot");
  const hourly = hourlyViews({ hours, products: count }, (h, p) => poisson(mean(h, p), draws));
  return hotRightNow(hourly, products, options)?.map(({ product_name }) => product_name);
}

/** The scores, which there are. */
function scoresOf(...args: Parameters<typeof hotScores>) {
  const scores = hotScores(...args);
  assertExists(scores, "there is nothing to compare with");
  return scores;
}

const late = (hour: number) => hour >= hours - 12;

Deno.test("hotRightNow finds what rises, however small, and not what is big", () => {
  const rising = new Map([[9, 3], [16, 4]]);
  assertEquals(
    hotIn((hour, product) => usual(hour, product) * (late(hour) ? rising.get(product) ?? 1 : 1))
      ?.toSorted(),
    ["Product 16", "Product 9"],
  );
});

Deno.test("hotRightNow ranks the most surprising first, with views, baseline and score", () => {
  const draws = random(2, "ranks");
  const hourly = hourlyViews({ hours, products: count }, (hour, product) => {
    const times = late(hour) && product === 5 ? 3 : late(hour) && product === 10 ? 8 : 1;
    return poisson(times * usual(hour, product), draws);
  });
  const [first, second, ...others] = hotRightNow(hourly, products) ?? [];
  assertEquals(others, []);
  assert(first && second);
  assertEquals([first.rank, first.product_name], [1, "Product 10"]);
  assertEquals([second.rank, second.product_name], [2, "Product 5"]);
  assert(first.score > second.score && second.score > hotThreshold(count));
  assert(first.views > 4 * first.baseline && second.views > 2 * second.baseline);
});

Deno.test("hotRightNow finds nothing if nothing rises", () => {
  assertEquals(hotIn(usual), []);
});

Deno.test("hotRightNow finds nothing in a Black Friday that lifts everything", () => {
  assertEquals(hotIn((hour, product) => usual(hour, product) * (late(hour) ? 6 : 1)), []);
});

Deno.test("hotRightNow finds nothing in the daily rhythm of a product", () => {
  // Product 3 is looked at in the evening only, and so it is this evening.
  assertEquals(
    hotIn((hour, product) =>
      product === 3 ? (hour % 24 >= 18 ? 3 : 0.1) * usual(hour, product) : usual(hour, product)
    ),
    [],
  );
});

Deno.test("hotRightNow is not moved by a few views of what is hardly ever viewed", () => {
  for (const views of [1, 2]) {
    for (let age = 0; age < 24; age++) {
      const hourly = hourlyViews(
        { hours, products: count },
        (hour, product) =>
          product === 19
            ? (hour === hours - 1 - age ? views : 0)
            : Math.round(usual(hour, product) / 10),
      );
      assertEquals(hotRightNow(hourly, products), [], `${views} views ${age} hours ago`);
    }
  }
});

Deno.test("hotRightNow finds what rises again, also if it was hot some days ago", () => {
  const before = (hour: number) => hour > hours - 100 && hour < hours - 70;
  assertEquals(
    hotIn((hour, product) =>
      usual(hour, product) * (product === 7 && (late(hour) || before(hour)) ? 5 : 1)
    ),
    ["Product 7"],
  );
});

Deno.test("hotRightNow does not take the views of busy visitors for a rise", () => {
  const draws = random(5, "visitors");
  let alarms = 0;
  for (let run = 0; run < 20; run++) {
    const hourly = hourlyViews({ hours, products: count }, (hour, product) => {
      let views = 0;
      for (let visitors = poisson(usual(hour, product) / 10, draws); visitors > 0; visitors--) {
        do views++; while (draws.chance(0.6));
      }
      return views;
    });
    if (hotRightNow(hourly, products)?.length !== 0) alarms++;
  }
  assert(alarms <= 1, `${alarms} of 20 runs`);
});

Deno.test("hotRightNow looks as of a given time, and ignores what came later", () => {
  const rises = (hour: number, product: number) =>
    usual(hour, product) * (product === 7 && late(hour) ? 6 : 1);
  const before = new Date(firstHour.getTime() + (hours - 12) * 3_600_000);
  assertEquals(hotIn(rises, { asOf: before }), []);
  const during = new Date(before.getTime() + 6 * 3_600_000);
  assertEquals(hotIn(rises, { asOf: during }), ["Product 7"]);
  const dayAfter = new Date(before.getTime() + 40 * 3_600_000);
  assertEquals(hotIn(rises, { asOf: dayAfter }), undefined);
});

Deno.test("hotRightNow has nothing to say without a past, a present, or products", () => {
  const day = hourlyViews({ hours: 20, products: 2 }, (hour, product) => hour * product);
  assertEquals(hotRightNow(day, someProducts(2)), undefined);
  const asOf = new Date("2026-03-01T00:00:00Z");
  assertEquals(hotRightNow(day, someProducts(2), { asOf }), undefined);
  assertEquals(hotRightNow(day, []), undefined);
  const none = hourlyViews({ hours: 0, products: 1 }, () => 0);
  assertEquals(hotRightNow(none, someProducts(1)), undefined);
});

Deno.test("hotRightNow is not misled by a clock that is ahead, nor by what is in the future", () => {
  const rising = (hour: number, product: number) =>
    usual(hour, product) * (product === 9 && late(hour) ? 3 : 1);
  const strayHour = hours + 24 * 30;
  const mean = (hour: number, product: number) =>
    hour < hours ? rising(hour, product) : hour === strayHour && product === 0 ? 5 : 0;
  const draws = random(1, "hot");
  const hourly = hourlyViews(
    { hours: strayHour + 1, products: count },
    (hour, product) => poisson(mean(hour, product), draws),
  );
  const now = new Date(firstHour.getTime() + (hours + 0.5) * 3_600_000);
  for (const options of [{}, { now }]) {
    assertEquals(
      hotRightNow(hourly, products, options)?.map(({ product_name }) => product_name),
      ["Product 9"],
    );
  }
  assertEquals(hotRightNow(hourly, products, { now: firstHour }), undefined);
});

Deno.test("hotScores has each product, also those without a view, ties by name", () => {
  const hourly = hourlyViews({ hours: 48, products: 4 }, (_, product) => product === 3 ? 5 : 0);
  const scores = scoresOf(hourly, someProducts(4).toReversed());
  assertEquals(scores.map(({ product_name, views }) => [product_name, views > 0]), [
    ["Product 3", true],
    ["Product 0", false],
    ["Product 1", false],
    ["Product 2", false],
  ]);
});

Deno.test("hotScores are about standard normal if nothing rises, lower for rare products", () => {
  const draws = random(11, "calibration");
  const runs = 60;
  const scores = new Map<string, number[]>(products.map(({ name }) => [name, []]));
  let alarms = 0;
  for (let run = 0; run < runs; run++) {
    const hourly = hourlyViews(
      { hours, products: count },
      (hour, product) => poisson(usual(hour, product), draws),
    );
    const all = scoresOf(hourly, products);
    for (const { product_name, score } of all) scores.get(product_name)?.push(score);
    if (all.some(({ score }) => score > hotThreshold(count))) alarms++;
  }
  assert(alarms <= 3, `${alarms} of ${runs} runs`); // 4 or more have a chance of 1 in 300
  const all = [...scores.values()].flat();
  const mean = all.reduce((a, b) => a + b, 0) / all.length;
  const spread = Math.sqrt(all.reduce((sum, score) => sum + (score - mean) ** 2, 0) / all.length);
  assert(mean > -0.4 && mean < 0.05, `mean ${mean}`);
  assert(spread > 0.8 && spread < 1.1, `spread ${spread}`);
  const above = (threshold: number) => all.filter((score) => score > threshold).length / all.length;
  for (const [threshold, normal] of [[1, 0.159], [2, 0.0228], [3, 0.00135]] as const) {
    const noise = 3 * Math.sqrt(normal / all.length);
    assert(above(threshold) < normal + noise, `${above(threshold)} above ${threshold}`);
  }
});

/** The views of up to 4 products in 3 days. */
const someViews = fc.integer({ min: 1, max: 4 }).chain((products) =>
  fc.array(fc.array(fc.nat(20), { minLength: products, maxLength: products }), {
    minLength: 72,
    maxLength: 72,
  })
);
const framed = (views: number[][], start?: Date) =>
  hourlyViews(
    { hours: views.length, products: views[0]?.length ?? 0, ...(start && { start }) },
    (hour, product) => views[hour]?.[product] ?? 0,
  );

Deno.test("hotScores do not depend on the order of the products", () => {
  fc.assert(
    fc.property(someViews, (views) => {
      const some = someProducts(views[0]?.length ?? 0);
      assertEquals(hotScores(framed(views), some.toReversed()), hotScores(framed(views), some));
    }),
    { numRuns: 20 },
  );
});

Deno.test("hotScores do not depend on the date", () => {
  fc.assert(
    fc.property(someViews, fc.integer({ min: -1000, max: 1000 }), (views, shift) => {
      const some = someProducts(views[0]?.length ?? 0);
      const start = new Date(firstHour.getTime() + shift * 3_600_000);
      assertEquals(hotScores(framed(views, start), some), hotScores(framed(views), some));
    }),
    { numRuns: 20 },
  );
});

Deno.test("hotScores of as many times the views have as many times the views and baseline", () => {
  fc.assert(
    fc.property(someViews, fc.integer({ min: 2, max: 50 }), (views, times) => {
      const some = someProducts(views[0]?.length ?? 0);
      const byName = (scores: ReturnType<typeof scoresOf>) =>
        new Map(scores.map((score) => [score.product_name, score]));
      const once = byName(scoresOf(framed(views), some));
      const often = byName(scoresOf(framed(views.map((row) => row.map((n) => n * times))), some));
      for (const [name, { views, baseline }] of once) {
        assertAlmostEquals(often.get(name)?.views ?? 0, times * views, times * 0.001);
        assertAlmostEquals(often.get(name)?.baseline ?? 0, times * baseline, times * 0.001);
      }
    }),
    { numRuns: 20 },
  );
});

Deno.test("hotScores are never above 0 if shares do not change, however busy the hours are", () => {
  const traffic = fc.array(fc.nat(50), { minLength: 72, maxLength: 72 });
  const shares = fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 4 });
  fc.assert(
    fc.property(traffic, shares, (traffic, shares) => {
      const views = traffic.map((visitors) => shares.map((share) => visitors * share));
      for (const { score } of scoresOf(framed(views), someProducts(shares.length))) {
        assert(score <= 0, `${score}`);
      }
    }),
    { numRuns: 20 },
  );
});

Deno.test("hotScores are those that Polars finds the plain way, however few products an hour has", () => {
  const sparse = fc.tuple(
    fc.integer({ min: 1, max: 12 }),
    fc.array(
      fc.tuple(fc.nat(24 * 40), fc.nat(11), fc.nat(30)),
      { minLength: 1, maxLength: 200 },
    ),
  );
  const options = fc.record({ halfLife_hours: fc.constantFrom(1, 6, 30) });
  fc.assert(
    fc.property(sparse, options, ([count, views], options) => {
      const of = new Map(views.map(([hour, product, n]) => [`${hour} ${product}`, n]));
      const frame = hourlyViews(
        { hours: 24 * 40 + 1, products: count },
        (hour, product) => of.get(`${hour} ${product}`) ?? 0,
      );
      const byName = (scores: ReturnType<typeof hotScores>) =>
        scores?.toSorted((a, b) => (a.product_name < b.product_name ? -1 : 1));
      const found = byName(hotScores(frame, someProducts(count), options));
      const plain = byName(hotScoresByPolars(frame, someProducts(count), options));
      assertEquals(found?.length, plain?.length);
      for (const [index, { product_name, views, baseline, score }] of (plain ?? []).entries()) {
        const other = found?.[index];
        assertEquals(other?.product_name, product_name);
        assertAlmostEquals(other?.views ?? NaN, views, 0.0015);
        assertAlmostEquals(other?.baseline ?? NaN, baseline, 0.0015);
        assertAlmostEquals(other?.score ?? NaN, score, 0.0015);
      }
    }),
    { numRuns: 30 },
  );
});

Deno.test("hotScores of a cube are those of its frame", () => {
  const views = hourlyCube(
    { hours: 24 * 10, products: 5 },
    (hour, product) => hour % (product + 2),
  );
  const asOf = new Date(firstHour.getTime() + 24 * 10 * 3_600_000);
  assertEquals(
    hotScores(viewsOfCube(views), someProducts(5), { asOf }),
    hotScores(hourlyFrame(views), someProducts(5), { asOf }),
  );
});

Deno.test("hotThreshold grows with the number of products", () => {
  assertAlmostEquals(hotThreshold(1), 2.3263, 1e-4);
  assertAlmostEquals(hotThreshold(64), 3.6047, 1e-4);
  assert(hotThreshold(10_000) > 4.7 && hotThreshold(10_000) < 4.8);
});
