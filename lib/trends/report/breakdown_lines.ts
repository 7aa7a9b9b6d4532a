/** How the breakdowns are shown in a terminal. */
import { percentText } from "../../base/text/percent.ts";
import { whole } from "../../base/text/whole.ts";
import type { Rate, TrendBreakdown } from "../../documents.ts";

/** How many views become carts and purchases, and when and where the shop is busiest. */
export function breakdownLines(breakdowns: readonly TrendBreakdown[]): string[] {
  const all = breakdowns.find(({ dimension }) => dimension === "all");
  if (!all) return [];
  const rate = (rate: Rate | undefined) =>
    rate
      ? `${percentText(rate.rate, 1)} (${percentText(rate.low, 1)} to ${percentText(rate.high, 1)})`
      : "-";
  const busiest = (dimension: TrendBreakdown["dimension"]) =>
    breakdowns.filter((one) => one.dimension === dimension)
      .reduce<TrendBreakdown | undefined>((a, b) => a && a.views >= b.views ? a : b, undefined)
      ?.value ?? "-";
  return [
    `${whole(all.views)} views, ${whole(all.carts)} carts, ${whole(all.buys)} purchases`,
    `views that become carts      ${rate(all.view_to_cart)}`,
    `carts that become purchases  ${rate(all.cart_to_buy)}`,
    `busiest: ${busiest("weekday")}, ${busiest("hour")} h, ${busiest("city")}, ` +
    `category ${busiest("category")}`,
  ];
}
