import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertNotEquals,
  assertThrows,
} from "@std/assert";
import { type Random, random } from "../../lib/base/random.ts";

const draws = (generator: Random, n: number) => Array.from({ length: n }, () => generator.next());
const mean = (values: number[]) => values.reduce((a, b) => a + b, 0) / values.length;

Deno.test("random(seed, name) repeats its numbers", () => {
  assertEquals(draws(random(1, "orders"), 20), draws(random(1, "orders"), 20));
});

Deno.test("random(seed, name) differs by seed, also beyond 32 bits, and by name", () => {
  const numbers = draws(random(1, "orders"), 5);
  assertNotEquals(numbers, draws(random(2, "orders"), 5));
  assertNotEquals(numbers, draws(random(1 + 2 ** 32, "orders"), 5));
  assertNotEquals(numbers, draws(random(1, "users"), 5));
});

Deno.test("random(seed, name) refuses a seed that is no whole number of 0 or more", () => {
  for (const seed of [-1, 0.5, NaN, 2 ** 53]) {
    assertThrows(() => random(seed, "orders"), RangeError, `Cannot use ${seed} as a seed`);
  }
});

Deno.test("Random.next() is uniform on [0, 1)", () => {
  const counts = new Array(100).fill(0);
  for (const u of draws(random(1, "uniform"), 100_000)) counts[Math.floor(u * 100)]++;
  const chiSquare = counts.reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0);
  assertEquals(counts.length, 100);
  assert(chiSquare < 150, `chi-square ${chiSquare} with 99 degrees of freedom`);
});

Deno.test("Random.gaussian() has mean 0 and variance 1", () => {
  const generator = random(1, "gaussian");
  const values = Array.from({ length: 50_000 }, () => generator.gaussian());
  assertAlmostEquals(mean(values), 0, 0.02);
  assertAlmostEquals(mean(values.map((x) => x * x)), 1, 0.03);
});

Deno.test("Random.shuffle() keeps the values and moves them", () => {
  const values = Uint32Array.from({ length: 100 }, (_, i) => i);
  const shuffled = values.slice();
  random(1, "shuffle").shuffle(shuffled);
  assertNotEquals([...shuffled], [...values]);
  assertEquals([...shuffled.sort()], [...values]);
});

Deno.test("Random.pick() refuses to pick one of no values", () => {
  assertThrows(() => random(1, "pick").pick([]), RangeError, "no values");
});
