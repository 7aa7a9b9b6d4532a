/** The map of the platform: its systems, their steps, and the data between them. */
import * as Plot from "@observablehq/plot";
import { type ChartOptions, drawPlot } from "../../charts/draw_plot.ts";
import { palette } from "../../charts/palette.ts";
import { type SystemName, systems } from "../../systems.ts";
import { storeMap } from "./store_map.ts";
import { type Flow, type Place, stacked, type SystemMap } from "./system_map.ts";

/** Half the size of a place, in columns and rows. */
const half = { column: 0.41, row: 0.36 };

/** Arrows end so far from a place, in columns, that their heads are seen. */
const gap = 0.02;

const stepColour = palette.accent, dataColour = palette.muted;

const colourOf = ({ notebook }: Place) => notebook ? stepColour : dataColour;

/** A system that is built has to be on the map: without its line this does not compile. */
const maps = { store: storeMap } as const satisfies Readonly<Record<SystemName, SystemMap>>;

/** How the map is drawn. */
export interface PlatformMapOptions extends ChartOptions {
  /** Which systems, from the top. Default: all. */
  readonly shown?: readonly SystemMap[];
}

/** As much a row is high, in pixels; the last needs less below it. */
const rowHeight = 415 / 3.84, marginTop = 20, marginBottom = 5;

/**
 * The platform as a map: of each system the steps, each with the number of its notebook, and the
 * data between them.
 *
 * @returns an SVG element as text, whose words have room on a width of 1000 or more
 */
export function platformMap(
  { width = 1000, shown = Object.values(systems).map(({ name }) => maps[name]) }:
    PlatformMapOptions = {},
): string {
  const { places, flows } = stacked(shown);
  const lastColumn = Math.max(...places.map(({ column }) => column));
  const lastRow = Math.max(...places.map(({ row }) => row));
  return drawPlot("Data flows one way, from the simulator to the dashboard", {
    width,
    height: Math.round(marginTop + (lastRow + 0.84) * rowHeight + marginBottom),
    marginLeft: 5,
    marginRight: 5,
    marginTop,
    marginBottom,
    axis: null,
    x: { domain: [-0.43, lastColumn + 0.43] },
    y: { domain: [lastRow + 0.42, -0.42] },
    marks: [
      Plot.link(flows, {
        x1: ({ from }: Flow) => from.column + half.column,
        y1: ({ from }: Flow) => from.row,
        x2: ({ to }: Flow) => to.column - half.column - gap,
        y2: ({ to }: Flow) => to.row,
        curve: "bump-x",
        stroke: palette.faint,
        strokeWidth: 1.5,
        markerEnd: "arrow",
      }),
      Plot.rect(places, {
        x1: ({ column }: Place) => column - half.column,
        x2: ({ column }: Place) => column + half.column,
        y1: ({ row }: Place) => row - half.row,
        y2: ({ row }: Place) => row + half.row,
        fill: (place: Place) => place.notebook ? palette.step : palette.data,
        stroke: colourOf,
        strokeWidth: 1.5,
        rx: 8,
      }),
      Plot.text(places, {
        x: "column",
        y: "row",
        dy: -19,
        text: ({ name, notebook }: Place) => notebook ? `${notebook} ${name}` : name,
        fill: colourOf,
        fontWeight: 600,
      }),
      Plot.text(places, {
        x: "column",
        y: "row",
        dy: 9,
        text: ({ lines }: Place) => lines.join("\n"),
      }),
    ],
  });
}
