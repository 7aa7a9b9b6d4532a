/** Something by month as bars; months of which the data tell only a part are hollow. */
import * as Plot from "@observablehq/plot";
import { whole } from "../../base/text/whole.ts";
import { palette } from "../../charts/palette.ts";
import type { WarehouseChartOptions } from "./named_bars.ts";

/** A month. */
export interface MonthBar {
  /** `YYYY-MM`. */
  readonly month: string;
  readonly value: number;
  /** Whether the data have it only in part, so that it says nothing of the trend. */
  readonly partial: boolean;
}

/** A month has at least so much room if all are named. */
const roomOfName = 46;

/**
 * The months in their order: what to give to `Plot.plot`.
 *
 * @param unit of the values: `orders`
 */
export function monthBars(
  months: readonly MonthBar[],
  unit: string,
  { width, fill = palette.accent }: WarehouseChartOptions,
): Plot.PlotOptions {
  const step = Math.max(1, Math.ceil(roomOfName * months.length / width));
  const named = new Set(months.filter((_, at) => at % step === 0).map(({ month }) => month));
  return {
    width,
    height: width < 400 ? 220 : 280,
    marginTop: 26,
    marginBottom: 30,
    marginLeft: 56,
    marginRight: 4,
    x: {
      label: null,
      domain: months.map(({ month }) => month),
      tickSize: 0,
      tickFormat: (month: string) => named.has(month) ? month.slice(2).replace("-", "/") : "",
    },
    y: { label: unit, grid: true, ticks: 5, nice: true, tickFormat: "~s" },
    marks: [
      Plot.barY(months, {
        x: "month",
        y: "value",
        fill: ({ partial }: MonthBar) => partial ? "none" : fill,
        stroke: fill,
        strokeWidth: 1.5,
        insetLeft: 2,
        insetRight: 2,
        ariaLabel: ({ month, value, partial }: MonthBar) =>
          `${month}: ${whole(value)} ${unit}${partial ? ", in part" : ""}`,
      }),
      Plot.ruleY([0]),
    ],
  };
}
