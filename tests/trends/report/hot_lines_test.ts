import { assertEquals, assertMatch } from "@std/assert";
import { aheadLine, hotLines } from "../../../lib/trends/report/hot_lines.ts";

const hot = (rank: number, product_name: string) => ({
  rank,
  product_name,
  views: 12.34,
  baseline: 5,
  score: 3.21,
});

Deno.test("hotLines stand in columns", () => {
  const lines = hotLines([hot(1, "PlayStation 5"), hot(10, "iPad")]);
  assertEquals(lines.map((line) => line.indexOf("weighted views")), [23, 23]);
  assertMatch(lines[1] ?? "", /^10 iPad +12\.3 weighted views, 5\.0 expected, score 3\.2$/);
});

Deno.test("hotLines tell nothing hot from nothing known", () => {
  assertMatch(hotLines([])[0] ?? "", /^nothing: /);
  assertMatch(hotLines(undefined)[0] ?? "", /^unknown: /);
});

Deno.test("aheadLine says how many rows are ahead, how late, and what counts instead", () => {
  const asOf = new Date("2025-11-28T21:00Z"), newest = new Date("2025-11-29T20:00Z");
  assertEquals(aheadLine({}), undefined);
  assertEquals(aheadLine({ asOf }), undefined);
  assertMatch(
    aheadLine({ asOf, ahead: { rows: 1, newest } }) ?? "",
    /^1 row is of as late as 2025-11-29T20:00Z, .*: what is hot is as of 2025-11-28T21:00Z$/,
  );
  assertMatch(aheadLine({ asOf, ahead: { rows: 1200, newest } }) ?? "", /^1,200 rows are of /);
});
