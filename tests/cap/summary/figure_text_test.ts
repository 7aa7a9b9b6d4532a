import { assertEquals } from "@std/assert";
import { p99Text, perThousandText } from "../../../lib/cap/summary/figure_text.ts";

Deno.test("perThousandText rounds away neither a few nor all but a few", () => {
  assertEquals(perThousandText(0, 250_000), "0 of 1,000");
  assertEquals(perThousandText(1, 250_000), "fewer than 0.01 of 1,000");
  assertEquals(perThousandText(1, 5043), "0.20 of 1,000");
  assertEquals(perThousandText(35, 12_000), "2.92 of 1,000");
  assertEquals(perThousandText(249_999, 250_000), "more than 999 of 1,000");
  assertEquals(perThousandText(50, 50), "1,000 of 1,000");
  assertEquals(perThousandText(0, 0), "0 of 1,000");
});

Deno.test("p99Text is a dash for fewer than 100 values", () => {
  assertEquals([p99Text(99, 4.5), p99Text(100, 4.5)], ["–", "4.50"]);
});
