import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { inOrderOfTime } from "../../../lib/recommend/data/in_order_of_time.ts";
import { observationsOf } from "../../../lib/recommend/engine/mod.ts";

Deno.test("inOrderOfTime is what sorting the rows would give, those of one time as they were", () => {
  const time = fc.oneof(
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.constantFrom(0, -0, 1.7e12, 1.7e12 + 0.5, -1),
  );
  const row = fc.record({ user: fc.nat(5).map(String), item: fc.nat(5).map(String), time });
  fc.assert(fc.property(fc.array(row, { minLength: 1 }), (rows) => {
    const weighted = rows.map((row, weight) => ({ ...row, weight }));
    const times = Float64Array.from(rows, ({ time }) => time);
    const found = inOrderOfTime(observationsOf(weighted, "sum"), times);
    const sorted = observationsOf(weighted.toSorted((a, b) => a.time - b.time), "sum");
    const ids = (count: number, list: { at(number: number): unknown }) =>
      Array.from({ length: count }, (_, number) => list.at(number));
    for (const side of ["users", "items"] as const) {
      assertEquals(ids(found[side].length, found[side]), [...sorted[side]]);
    }
    for (const column of ["userOf", "itemOf"] as const) {
      assertEquals([...found[column]], [...sorted[column]]);
    }
    assertEquals([...found.weightOf ?? []], [...sorted.weightOf ?? []]);
  }));
});
