/** Something by day: each day faint, and the mean of the week around it as a line. */
import * as Plot from "@observablehq/plot";
import { palette } from "../../charts/palette.ts";
import type { WarehouseChartOptions } from "./named_bars.ts";

/** A day. */
export interface DayValue {
  /** `YYYY-MM-DD`. */
  readonly day: string;
  readonly value: number;
}

/** The days in their order, none left out: what to give to `Plot.plot`. */
export function dayLine(
  days: readonly DayValue[],
  unit: string,
  { width, fill = palette.accent }: WarehouseChartOptions,
): Plot.PlotOptions {
  const placed = days.map(({ day, value }) => ({ date: new Date(`${day}T00:00:00Z`), value }));
  const at = { x: "date", y: "value" } as const;
  return {
    width,
    height: width < 400 ? 220 : 280,
    marginTop: 26,
    marginBottom: 30,
    marginLeft: 56,
    x: { type: "utc", label: null, ticks: width < 400 ? 4 : 8 },
    y: {
      label: unit,
      grid: true,
      ticks: 5,
      nice: true,
      tickFormat: "~s",
      domain: [0, Math.max(1, ...days.map(({ value }) => value))],
    },
    marks: [
      Plot.lineY(placed, { ...at, stroke: fill, strokeOpacity: 0.3, strokeWidth: 1 }),
      Plot.lineY(placed, Plot.windowY({ k: 7 }, { ...at, stroke: fill, strokeWidth: 2 })),
      Plot.ruleY([0]),
    ],
  };
}
