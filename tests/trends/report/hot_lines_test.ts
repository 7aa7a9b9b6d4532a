import { assertEquals, assertMatch } from "@std/assert";
import { hotLines } from "../../../lib/trends/report/hot_lines.ts";

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
