import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { CellCounts, occurring } from "../../../lib/trends/scan/cell_counts.ts";

Deno.test("CellCounts counts as an array does, whether few of the cells occur or all", () => {
  const cells = fc.integer({ min: 1, max: 2000 }).chain((width) =>
    fc.tuple(fc.constant(width), fc.array(fc.nat(width - 1), { maxLength: 3000 }))
  );
  fc.assert(
    fc.property(cells, ([width, cells]) => {
      const all = new Float64Array(width), counts = new CellCounts(width);
      for (const cell of cells) {
        all[cell] = (all[cell] ?? 0) + 1;
        assertEquals(counts.add(cell), all[cell] === 1);
      }
      assertEquals(counts.counted(), occurring(all));
      assertEquals(counts.size, new Set(cells).size);
    }),
    { numRuns: 50 },
  );
});

Deno.test("occurring gives the cells that are not 0, ascending", () => {
  assertEquals(occurring(Float64Array.of(0, 3, 0, 2 ** 40)), {
    cells: Uint32Array.of(1, 3),
    counts: Float64Array.of(3, 2 ** 40),
  });
});
