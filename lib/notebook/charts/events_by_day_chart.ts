/** The chart of the events of each day. */
import { palette } from "../../charts/palette.ts";
import * as Plot from "@observablehq/plot";
import { median } from "../../statistics/median.ts";
import { type ChartOptions, drawPlot } from "../../charts/draw_plot.ts";

/** How many events a day had. */
export interface DayEvents {
  /** The start of the day, UTC. */
  readonly day: Date;
  readonly events: number;
}

const usualColour = palette.accent, busiestColour = palette.warning;

/**
 * The events of each day as columns in the order of time, the busiest day marked and compared with
 * the median, which is a usual day.
 *
 * @returns an SVG element as text
 */
export function eventsByDayChart(
  days: readonly DayEvents[],
  { width = 900 }: ChartOptions = {},
): string {
  const busiest = days.toSorted((a, b) => b.events - a.events).slice(0, 1);
  return drawPlot(titleOf(busiest, days), {
    width,
    height: 330,
    marginLeft: 65,
    marginBottom: 55,
    marginRight: 20,
    x: { type: "utc", label: "day, UTC", labelAnchor: "center", labelArrow: "none" },
    y: { label: "events", labelAnchor: "center", labelArrow: "none", grid: true, nice: true },
    marks: [
      Plot.rectY(days, {
        x: "day",
        y: "events",
        interval: "day",
        fill: (day: DayEvents) => busiest.includes(day) ? busiestColour : usualColour,
      }),
      Plot.ruleY([0]),
    ],
  });
}

function titleOf([busiest]: readonly DayEvents[], days: readonly DayEvents[]): string {
  if (!busiest || busiest.events === 0) return "No events yet";
  const date = busiest.day.toLocaleDateString("en-GB", {
    day: "numeric",
    month: "long",
    timeZone: "UTC",
  });
  const usual = median(days.map(({ events }) => events));
  return usual > 0
    ? `${date} has ${(busiest.events / usual).toFixed(1)} times the events of a usual day`
    : `${date} has the most events`;
}
