import { assertEquals } from "@std/assert";
import type { TrendBreakdown } from "../../../lib/documents.ts";
import { breakdownLines } from "../../../lib/trends/report/breakdown_lines.ts";

const one = (
  dimension: TrendBreakdown["dimension"],
  value: string,
  views: number,
): TrendBreakdown => ({ dimension, value, position: 0, views, carts: 1, buys: 0 });

Deno.test("breakdownLines name the busiest of each dimension, and rates with their intervals", () => {
  const all = { ...one("all", "all", 1200), view_to_cart: { rate: 0.1, low: 0.08, high: 0.125 } };
  const lines = breakdownLines([
    all,
    ...[one("hour", "9", 10), one("hour", "20", 90), one("weekday", "Friday", 700)],
    one("city", "Oran", 400),
  ]);
  assertEquals(lines, [
    "1,200 views, 1 carts, 0 purchases",
    "views that become carts      10.0 % (8.0 % to 12.5 %)",
    "carts that become purchases  -",
    "busiest: Friday, 20 h, Oran, category -",
  ]);
});

Deno.test("breakdownLines say nothing of no log", () => {
  assertEquals(breakdownLines([]), []);
});
