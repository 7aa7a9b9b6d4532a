import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { topK } from "../../../lib/recommend/engine/top_k.ts";

Deno.test("topK agrees with sorting everything", () => {
  const scores = fc.array(fc.integer({ min: -5, max: 5 }), { maxLength: 50 });
  fc.assert(
    fc.property(scores, fc.integer({ min: 1, max: 60 }), fc.nat(4), (scores, k, excluded) => {
      const isExcluded = (item: number) => item % 5 === excluded;
      const expected = scores.map((score, item) => ({ item, score }))
        .filter(({ item }) => !isExcluded(item))
        .sort((a, b) => b.score - a.score || a.item - b.item)
        .slice(0, k);
      assertEquals(topK(scores, k, isExcluded), expected);
    }),
  );
});
