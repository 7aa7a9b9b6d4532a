/** The chart of a small matrix. */
import { letterWidth } from "../../charts/letter_width.ts";
import { palette } from "../../charts/palette.ts";
import * as Plot from "@observablehq/plot";
import { type ChartOptions, drawPlot } from "../../charts/draw_plot.ts";

/** A small matrix whose rows and columns have names. */
export interface NamedMatrix {
  readonly rows: readonly string[];
  readonly columns: readonly string[];
  /** By row and column; what is not known is undefined. */
  readonly values: readonly (readonly (number | undefined)[])[];
}

/** How a matrix is drawn. */
export interface MatrixChartOptions extends ChartOptions {
  /** Decimals. Default: 2. */
  readonly digits?: number;
  /** The value of the darkest cells. Default: the greatest. */
  readonly darkest?: number;
  /** Which cells have a frame, by row and column. */
  readonly isFramed?: (row: number, column: number) => boolean;
}

const rowHeight = 46, labelRoom = 20;
/** On cells that are darker than this share of the darkest, white letters are read more easily. */
const whiteLettersFrom = 0.85;

/**
 * A matrix as a heat map with its numbers in the cells: the greater, the darker; 0 and less, and
 * what is not known, are white.
 *
 * @param title what is to be seen
 * @returns an SVG element as text
 */
export function matrixChart(
  title: string,
  { rows, columns, values }: NamedMatrix,
  { width = 640, digits = 2, darkest, isFramed = () => false }: MatrixChartOptions = {},
): string {
  const cells = rows.flatMap((row, r) =>
    columns.map((column, c) => ({ row, column, value: values[r]?.[c], isFramed: isFramed(r, c) }))
  );
  const most = darkest ?? Math.max(...cells.map(({ value = 0 }) => value), Number.MIN_VALUE);
  const marginLeft = 24 + letterWidth * Math.max(...rows.map((row) => row.length), 4);
  const columnWidth = (width - marginLeft - labelRoom) / Math.max(columns.length, 1);
  const place = { x: "column", y: "row" } as const;
  return drawPlot(title, {
    width,
    height: 102 + rowHeight * rows.length,
    marginLeft,
    marginBottom: 52,
    x: { domain: columns, padding: 0.04 },
    y: { domain: rows, label: null, tickSize: 0, padding: 0.06 },
    color: {
      type: "linear",
      domain: [0, most],
      range: [palette.paper, palette.accent],
      clamp: true,
    },
    marks: [
      Plot.axisX({ label: null, tickSize: 0, lineWidth: (columnWidth - 8) / (2 * letterWidth) }),
      Plot.cell(cells, { ...place, fill: ({ value = 0 }) => value, stroke: palette.frame }),
      Plot.cell(cells.filter(({ isFramed }) => isFramed), {
        ...place,
        fill: "none",
        stroke: palette.ink,
        strokeWidth: 2.5,
      }),
      Plot.text(cells, {
        ...place,
        text: ({ value }) => textOf(value, digits),
        fill: ({ value = 0 }) =>
          value > whiteLettersFrom * most ? palette.paper : palette.inkOnColour,
        fontSize: 14,
      }),
    ],
  });
}

/** Rounded, never `-0.00`; a question mark for what is not known. */
function textOf(value: number | undefined, digits: number): string {
  if (value === undefined) return "?";
  const text = value.toFixed(digits);
  return Number(text) === 0 ? (0).toFixed(digits) : text;
}
