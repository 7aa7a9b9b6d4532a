/** The map of the platform: its steps, and the data between them. */
import { palette } from "../../charts/palette.ts";
import * as Plot from "@observablehq/plot";
import { type ChartOptions, drawPlot } from "../../charts/draw_plot.ts";

/** A place on the map: a step that a notebook is about, or data that steps leave for others. */
interface Place {
  readonly name: string;
  /** What stands below the name, a line each. */
  readonly lines: readonly string[];
  /** The number of the notebook; absent: it is data. */
  readonly notebook?: string;
  /** Its middle, in columns from the left and rows from the top. */
  readonly column: number;
  readonly row: number;
}

const places = {
  simulator: { name: "Simulator", lines: ["a shop, invented"], notebook: "01", column: 0, row: 1 },
  logs: { name: "Log files", lines: ["logs.csv", "web_traffic.csv"], column: 1, row: 0.35 },
  store: { name: "MongoDB", lines: ["products, users,", "orders"], column: 1, row: 1.65 },
  trends: {
    name: "Trends",
    lines: ["counts the logs"],
    notebook: "02",
    column: 2,
    row: 0,
  },
  recommend: {
    name: "Recommendations",
    lines: ["learns from orders"],
    notebook: "03",
    column: 2,
    row: 1,
  },
  cap: {
    name: "Black Friday",
    lines: ["safe or fast?"],
    notebook: "04",
    column: 2,
    row: 2,
  },
  vip: {
    name: "VIP campaign",
    lines: ["who spent most?"],
    notebook: "05",
    column: 2,
    row: 3,
  },
  ranked: {
    name: "MongoDB",
    lines: ["analytics_trends,", "hot_right_now, …"],
    column: 3,
    row: 0,
  },
  profiles: { name: "MongoDB", lines: ["users with", "recommendations"], column: 3, row: 1 },
  dashboard: {
    name: "Dashboard",
    lines: ["reads results only"],
    notebook: "06",
    column: 4,
    row: 0.5,
  },
} as const satisfies Record<string, Place>;

type Name = keyof typeof places;
type Flow = readonly [from: Name, to: Name];

const flows: readonly Flow[] = [
  ["simulator", "logs"],
  ["simulator", "store"],
  ["logs", "trends"],
  ["store", "recommend"],
  ["store", "cap"],
  ["store", "vip"],
  ["trends", "ranked"],
  ["recommend", "profiles"],
  ["ranked", "dashboard"],
  ["profiles", "dashboard"],
];

/** Half the size of a place, in columns and rows. */
const half = { column: 0.41, row: 0.36 };

/** Arrows end so far from a place, in columns, that their heads are seen. */
const gap = 0.02;

const stepColour = palette.accent, dataColour = palette.muted;

const colourOf = ({ notebook }: Place) => notebook ? stepColour : dataColour;

/**
 * The platform as a map: steps, each with the number of its notebook, and the data between them.
 *
 * @returns an SVG element as text, whose words have room on a width of 1000 or more
 */
export function platformMap({ width = 1000 }: ChartOptions = {}): string {
  const all: readonly Place[] = Object.values(places);
  return drawPlot("Data flows one way, from the simulator to the dashboard", {
    width,
    height: 440,
    marginLeft: 5,
    marginRight: 5,
    marginBottom: 5,
    axis: null,
    x: { domain: [-0.43, 4.43] },
    y: { domain: [3.42, -0.42] },
    marks: [
      Plot.link(flows, {
        x1: ([from]: Flow) => places[from].column + half.column,
        y1: ([from]: Flow) => places[from].row,
        x2: ([, to]: Flow) => places[to].column - half.column - gap,
        y2: ([, to]: Flow) => places[to].row,
        curve: "bump-x",
        stroke: palette.faint,
        strokeWidth: 1.5,
        markerEnd: "arrow",
      }),
      Plot.rect(all, {
        x1: ({ column }: Place) => column - half.column,
        x2: ({ column }: Place) => column + half.column,
        y1: ({ row }: Place) => row - half.row,
        y2: ({ row }: Place) => row + half.row,
        fill: (place: Place) => place.notebook ? palette.step : palette.data,
        stroke: colourOf,
        strokeWidth: 1.5,
        rx: 8,
      }),
      Plot.text(all, {
        x: "column",
        y: "row",
        dy: -19,
        text: ({ name, notebook }: Place) => notebook ? `${notebook} ${name}` : name,
        fill: colourOf,
        fontWeight: 600,
      }),
      Plot.text(all, {
        x: "column",
        y: "row",
        dy: 9,
        text: ({ lines }: Place) => lines.join("\n"),
      }),
    ],
  });
}
