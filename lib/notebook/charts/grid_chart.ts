/** The chart of counts in a grid. */
import { palette } from "../../charts/palette.ts";
import { whole } from "../../base/text/whole.ts";
import * as Plot from "@observablehq/plot";
import { type ChartOptions, drawPlot } from "../../charts/draw_plot.ts";

/** Something counted at a place of a grid. */
export interface GridCount {
  readonly column: string;
  readonly row: string;
  readonly count: number;
}

/** What a grid says, and how it is laid out. */
export interface GridOptions extends ChartOptions {
  /** The finding. */
  readonly title: string;
  /** The columns from left to right, and what they are. */
  readonly columns: readonly string[];
  readonly columnLabel: string;
  /** The rows from top to bottom. */
  readonly rows: readonly string[];
}

/** Roughly the width of a letter, in pixels. */
const labelWidth = 8;

/** From this share of the greatest count on a cell is so dark that its number is white. */
const darkFrom = 0.55;

/**
 * Counts in a grid: the more, the darker; each with its number. Counts at one place are added,
 * places without any have 0.
 *
 * @returns an SVG element as text
 */
export function gridChart(
  counts: readonly GridCount[],
  { title, columns, columnLabel, rows, width = 900 }: GridOptions,
): string {
  const cells = rows.flatMap((row) =>
    columns.map((column) => ({
      column,
      row,
      count: counts.filter((at) => at.column === column && at.row === row)
        .reduce((sum, { count }) => sum + count, 0),
    }))
  );
  const most = cells.reduce((most, { count }) => Math.max(most, count), 1);
  const place = { x: "column", y: "row" };
  return drawPlot(title, {
    width,
    height: 110 + 32 * rows.length,
    marginLeft: 16 + labelWidth * Math.max(...rows.map(({ length }) => length), 1),
    marginRight: 10,
    x: {
      domain: columns,
      label: columnLabel,
      labelAnchor: "center",
      labelArrow: "none",
      tickSize: 0,
    },
    y: { domain: rows, label: null, tickSize: 0 },
    color: { type: "linear", scheme: "blues", domain: [0, most] },
    marks: [
      Plot.cell(cells, { ...place, fill: "count", inset: 0.5 }),
      Plot.text(cells, {
        ...place,
        text: ({ count }: GridCount) => whole(count),
        fill: ({ count }: GridCount) => count >= darkFrom * most ? palette.paper : palette.ink,
      }),
    ],
  });
}
