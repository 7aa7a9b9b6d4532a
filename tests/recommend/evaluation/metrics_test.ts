import { assertAlmostEquals, assertEquals } from "@std/assert";
import {
  averagePrecision,
  hitRate,
  metrics,
  ndcg,
  precision,
  recall,
} from "../../../lib/recommend/evaluation/metrics.ts";

Deno.test("a perfect list has 1 in every metric but precision beyond what was held out", () => {
  for (const [name, metric] of Object.entries(metrics)) {
    assertEquals(metric([1, 2, 3], 3), 1, name);
    assertEquals(metric([9, 12], 3), 0, name);
  }
  assertEquals(precision([1], 4), 0.25);
});

Deno.test("the metrics of a worked example: held-out items at ranks 1, 3 and 10, k = 5", () => {
  const ranks = [1, 3, 10];
  assertEquals(hitRate(ranks, 5), 1);
  assertAlmostEquals(precision(ranks, 5), 2 / 5);
  assertAlmostEquals(recall(ranks, 5), 2 / 3);
  assertAlmostEquals(averagePrecision(ranks, 5), (1 / 1 + 2 / 3) / 3);
  // DCG = 1 + 1/2; ideal = 1 + 1/log2(3) + 1/2.
  assertAlmostEquals(ndcg(ranks, 5), 1.5 / (1.5 + 1 / Math.log2(3)));
});

Deno.test("a single held-out item is worth 1 / log2(rank + 1)", () => {
  assertAlmostEquals(ndcg([2], 3), 1 / Math.log2(3));
  assertEquals(ndcg([4], 3), 0);
});
