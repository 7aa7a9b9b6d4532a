import { assertAlmostEquals, assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { AliasTable } from "../../lib/simulate/alias_table.ts";

/** The part of [0, 1) that leads to each outcome, found by a fine grid. */
function frequencies(weights: number[], steps = 200_000): number[] {
  const table = new AliasTable(weights);
  const counts = weights.map(() => 0);
  for (let i = 0; i < steps; i++) {
    const outcome = table.draw((i + 0.5) / steps);
    counts[outcome] = (counts[outcome] ?? 0) + 1;
  }
  return counts.map((count) => count / steps);
}

Deno.test("AliasTable draws outcomes in proportion to their weights", () => {
  for (const weights of [[1], [1, 1], [5, 3, 2], [0.001, 1000, 1], [4, 0, 1, 0, 5]]) {
    const sum = weights.reduce((a, b) => a + b, 0);
    for (const [i, frequency] of frequencies(weights).entries()) {
      assertAlmostEquals(frequency, (weights[i] ?? 0) / sum, 1e-4);
    }
  }
});

Deno.test("AliasTable never draws an outcome of weight 0", () => {
  const weight = fc.oneof(fc.constant(0), fc.double({ min: 1e-9, max: 1e9, noNaN: true }));
  const weights = fc.array(weight, { minLength: 1, maxLength: 40 }).filter((ws) =>
    ws.some((w) => w > 0)
  );
  fc.assert(
    fc.property(weights, (ws) => {
      for (const [i, frequency] of frequencies(ws, 2_000).entries()) {
        if (ws[i] === 0) assertEquals(frequency, 0);
      }
    }),
    { seed: 1 },
  );
});

Deno.test("AliasTable refuses weights that are negative, not finite or all 0", () => {
  assertThrows(() => new AliasTable([1, -1]), RangeError, "the weight -1");
  assertThrows(() => new AliasTable([1, NaN]), RangeError, "the weight NaN");
  assertThrows(() => new AliasTable([0, 0]), RangeError, "no weight is positive");
  assertThrows(() => new AliasTable([]), RangeError, "no weight is positive");
});
