import { assertEquals } from "@std/assert";
import { isWhole } from "../../../lib/base/is_whole.ts";
import { percentText, shortPercentText } from "../../../lib/base/text/percent.ts";
import { toFigures } from "../../../lib/base/text/to_figures.ts";
import { whole } from "../../../lib/base/text/whole.ts";

Deno.test("numbers are written whole, or to so many figures", () => {
  assertEquals([11_460, 0.4, 999.5].map(whole), ["11,460", "0", "1,000"]);
  assertEquals([9.34, 0.312, 1234].map((value) => toFigures(value, 2)), ["9.3", "0.31", "1,200"]);
});

Deno.test("shares are written as percentages", () => {
  assertEquals([0.561, 12, 0].map((share) => percentText(share)), ["56 %", "1,200 %", "0 %"]);
  assertEquals(percentText(0.05, 1), "5.0 %");
  assertEquals([0.05, 0.0512].map(shortPercentText), ["5 %", "5.1 %"]);
});

Deno.test("a whole number lies within its bounds", () => {
  assertEquals([0, 1, 2.5, 7, 8, NaN].filter((value) => isWhole(value, 1, 7)), [1, 7]);
  assertEquals([isWhole(1e9, 1), isWhole(Infinity, 1)], [true, false]);
});
