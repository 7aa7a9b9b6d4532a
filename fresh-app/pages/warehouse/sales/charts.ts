/** The charts of the sales. */
import { wilsonInterval } from "../../../../lib/statistics/wilson.ts";
import { dayLine } from "../../../../lib/warehouse/charts/day_line.ts";
import { intervalDots } from "../../../../lib/warehouse/charts/interval_dots.ts";
import { namedBars } from "../../../../lib/warehouse/charts/named_bars.ts";
import { wholeText } from "../../../components/format.ts";
import { chartOf } from "../parts/Chart.tsx";
import { roundReaisText } from "../parts/text.ts";
import type { CategoryRow, DayRow, LateRow, SizeRow, StateRow } from "./sales.ts";

const reaisBar = (name: string, revenue: string) => ({
  name,
  value: Number(revenue),
  text: roundReaisText(Number(revenue)),
});

export const DayChart = chartOf(
  (rows: readonly DayRow[]) => `Revenue on ${rows.length} days`,
  (rows, options) =>
    dayLine(
      rows.map(({ day, revenue }) => ({ day, value: Number(revenue) })),
      "reais",
      options,
    ),
);

export const CategoryChart = chartOf(
  () => "Revenue by category",
  (rows: readonly CategoryRow[], options) =>
    namedBars(rows.map(({ category, revenue }) => reaisBar(category, revenue)), options),
);

export const StateChart = chartOf(
  () => "Revenue by state",
  (rows: readonly StateRow[], options) =>
    namedBars(rows.map(({ state, revenue }) => reaisBar(state, revenue)), options),
);

export const SizeChart = chartOf(
  () => "Orders by number of lines",
  (rows: readonly SizeRow[], options) =>
    namedBars(
      rows.map(({ items, orders }) => ({
        name: items,
        value: Number(orders),
        text: wholeText(Number(orders)),
      })),
      options,
    ),
);

export const LateChart = chartOf(
  () => "Share of late deliveries by state, with 95 % intervals",
  (rows: readonly LateRow[], options) =>
    intervalDots(
      rows.map(({ state, late, deliveries }) => {
        const { rate, low, high } = wilsonInterval(Number(late), Number(deliveries));
        return { name: state, value: rate, low, high };
      }),
      { label: "late", format: (share) => `${Math.round(100 * share)} %` },
      options,
    ),
);
