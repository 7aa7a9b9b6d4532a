/** The chart of what each way to find the VIPs takes, by the number of users. */
import { palette } from "../../charts/palette.ts";
import * as Plot from "@observablehq/plot";
import type { WayFigures, WaysComparison } from "../compare_ways.ts";
import { type Way, wayNames, ways } from "../ways.ts";
import { bytesText } from "../../base/text/bytes_text.ts";
import { compactNumber } from "../../base/text/compact_number.ts";
import { type ChartOptions, drawPlot } from "../../charts/draw_plot.ts";
import { panels } from "../../charts/panels.ts";

/** What a store of so many users took. */
export type StoreFigures = Pick<WaysComparison, "users" | "figures">;

/** Told apart by those who see no red or green, too. */
const colours: Readonly<Record<Way, string>> = {
  fetch_all: palette.risk,
  no_index: palette.between,
  pushed_down: palette.safe,
};

const height = 380, marginTop = 50, marginBottom = 45;

/** So far apart are the names beside the lines, in pixels. */
const nameHeight = 17;

interface Point {
  readonly way: Way;
  readonly users: number;
  readonly value: number;
}

/**
 * What the ways to find the VIPs take, against the number of users: documents that MongoDB examines, and
 * bytes that it sends. The axes are logarithmic; what is 0 stands at 1. Where two ways take the same,
 * their line has both colours.
 *
 * @returns an SVG element as text, whose words have room on a width of 1000 or more
 */
export function vipChart(
  stores: readonly StoreFigures[],
  { width = 1000 }: ChartOptions = {},
): string {
  const half = { width: width / 2 };
  const sorted = stores.toSorted((a, b) => a.users - b.users);
  const documents = sorted.flatMap(pointsOf(({ plan }) => plan.docs_examined));
  const bytes = sorted.flatMap(pointsOf(({ received_bytes }) => received_bytes));
  const titles = [
    `By the index: ${savingOf(documents, "no_index", "documents")}`,
    `Filtered by MongoDB: ${savingOf(bytes, "fetch_all", "bytes")}`,
  ] as const;
  const at = sorted.at(-1)?.users;
  const label = at === undefined
    ? "Not measured: the ways to find the VIPs"
    : `${titles.join("; ")}, at ${compactNumber(at)} users`;
  return panels(label, [
    { svg: panel(titles[0], documents, "documents examined", compactNumber, half), x: 0, y: 0 },
    { svg: panel(titles[1], bytes, "bytes over the wire", bytesText, half), x: width / 2, y: 0 },
  ], { width, height });
}

function panel(
  title: string,
  points: readonly Point[],
  label: string,
  text: (value: number) => string,
  { width = 500 }: ChartOptions,
): string {
  const users = [...new Set(points.map((point) => point.users))];
  const domain = decades(points.map(placeOf));
  const [from, to] = domain;
  const lines = ways.map((way) => points.filter((point) => point.way === way))
    .filter((line) => line.length > 0);
  const perDecade = (height - marginTop - marginBottom) / Math.log10(to / from);
  const down = (point: Point) => perDecade * Math.log10(to / placeOf(point));
  return drawPlot(title, {
    width,
    height,
    marginLeft: 80,
    marginRight: 190,
    marginBottom,
    x: {
      type: "log",
      domain: users.length > 1 ? [Math.min(...users), Math.max(...users)] : decades(users),
      ticks: users,
      tickFormat: compactNumber,
      label: "users (logarithmic)",
    },
    y: {
      type: "log",
      domain,
      ticks: powersOfTen(from, to),
      tickFormat: text,
      label: `${label} (logarithmic)`,
      labelAnchor: "center",
      labelArrow: "none",
      grid: true,
    },
    marks: [
      ...lines.flatMap((line, place) => {
        const stroke = colours[line[0]?.way ?? "fetch_all"];
        const isOverAnother = lines.slice(0, place).some((other) => isSame(other, line));
        return [
          Plot.line(line, {
            x: "users",
            y: placeOf,
            stroke,
            strokeWidth: 2.5,
            ...(isOverAnother && { strokeDasharray: "7 7" }),
          }),
          Plot.dot(line, {
            x: "users",
            y: placeOf,
            fill: stroke,
            stroke: palette.paper,
            r: isOverAnother ? 3 : 5.5,
          }),
        ];
      }),
      ...apart(lines.flatMap((line) => line.slice(-1)), down).map(({ point, shift }) =>
        Plot.text([point], {
          x: "users",
          y: placeOf,
          text: ({ way, value }: Point) => `${wayNames[way]} ${text(value)}`,
          textAnchor: "start",
          dx: 10,
          dy: shift,
          fill: colours[point.way],
          fontWeight: 600,
        })
      ),
    ],
  });
}

const pointsOf =
  (figure: (figures: WayFigures) => number) => ({ users, figures }: StoreFigures): Point[] =>
    figures.map((one) => ({ way: one.way, users, value: figure(one) }));

/** Where it stands on a logarithmic axis. */
const placeOf = ({ value }: Point) => Math.max(value, 1);

/** How much less the pushed-down query takes than another way in the largest store, in words. */
function savingOf(points: readonly Point[], than: Way, what: string): string {
  const last = (way: Way) => points.findLast((point) => point.way === way)?.value;
  const most = last(than), least = last("pushed_down");
  if (most === undefined || least === undefined) return "not measured";
  if (least === 0) return `no ${what}`;
  const times = most / least;
  return times < 1.05 ? `no fewer ${what}` : `${timesDigits(times)} times fewer ${what}`;
}

const timesDigits = (times: number) => compactNumber(Number(times.toPrecision(2)));

/** Whether two lines cannot be told apart. */
const isSame = (a: readonly Point[], b: readonly Point[]) =>
  a.every((point, place) => {
    const other = b[place];
    return other && Math.abs(Math.log(placeOf(point) / placeOf(other))) < 0.03;
  });

/** The powers of ten around values. */
function decades(values: readonly number[]): [number, number] {
  const least = Math.floor(Math.log10(Math.min(...values, Infinity)));
  const most = Math.ceil(Math.log10(Math.max(...values, 0)));
  return values.length > 0 ? [10 ** least, 10 ** Math.max(most, least + 1)] : [1, 10];
}

const powersOfTen = (from: number, to: number) =>
  Array.from({ length: Math.round(Math.log10(to / from)) + 1 }, (_, power) => from * 10 ** power);

/** How far each name has to move, in pixels, for none to cover another. */
function apart(
  points: readonly Point[],
  down: (point: Point) => number,
): { point: Point; shift: number }[] {
  let free = -Infinity;
  return points.toSorted((a, b) => down(a) - down(b)).map((point) => {
    const place = Math.max(down(point), free);
    free = place + nameHeight;
    return { point, shift: place - down(point) };
  });
}
