/** The chart of views and purchases by one dimension. */
import { letterWidth } from "../../charts/letter_width.ts";
import { palette } from "../../charts/palette.ts";
import { whole } from "../../base/text/whole.ts";
import { toFigures } from "../../base/text/to_figures.ts";
import * as Plot from "@observablehq/plot";
import type { BreakdownDimension, TrendBreakdown } from "../../documents.ts";
import { compactNumber } from "../../base/text/compact_number.ts";
import { type ChartOptions, drawPlot } from "../../charts/draw_plot.ts";
import { panels } from "../../charts/panels.ts";

/** What can be drawn: everything but the whole, which is one value. */
export type DrawnDimension = Exclude<BreakdownDimension, "all">;

/** More rows would be too many to look at. */
const mostRows = 15;

const viewsColour = palette.accent, rateColour = palette.safe;

/**
 * The views by a dimension, and the share of them that ends in a purchase with its 95 % interval; a
 * broken line is the share of all views. Hours and weekdays are columns in the order of time; of
 * categories and cities, which are rows, the 15 most viewed are shown.
 *
 * @param breakdowns of all dimensions
 * @returns an SVG element as text, which stands alone as a file
 */
export function breakdownChart(
  breakdowns: readonly TrendBreakdown[],
  dimension: DrawnDimension,
  { width = 960 }: ChartOptions = {},
): string {
  const values = breakdowns.filter((breakdown) => breakdown.dimension === dimension)
    .toSorted((a, b) => a.position - b.position);
  const all_percent = breakdowns.filter((breakdown) => breakdown.dimension === "all")
    .flatMap(({ view_to_buy }) => view_to_buy ? [100 * view_to_buy.rate] : []);
  const drawing = { values, all_percent, width, title: titleOf(values, dimension) };
  return dimension === "hour" || dimension === "weekday"
    ? columns({ ...drawing, axisLabel: timeLabels[dimension] })
    : rows(drawing);
}

interface Drawing {
  readonly values: readonly TrendBreakdown[];
  /** The share of all views that ends in a purchase, if there is one. */
  readonly all_percent: readonly number[];
  readonly width: number;
  readonly title: string;
}

const timeLabels = { hour: "hour of the day in Algeria", weekday: "day of the week in Algeria" };

/** Views above, rates below. */
function columns(
  { values, all_percent, width, title, axisLabel }: Drawing & { readonly axisLabel: string },
): string {
  const viewsHeight = 270, ratesHeight = 260;
  const rates = ratesOf(values);
  const frame = { width, marginLeft: 75, marginRight: 20 };
  const x = {
    type: "band", // for the dots, too, so that they are below their bars
    domain: values.map(({ value }) => value),
    tickSize: 0,
    labelAnchor: "center",
    labelArrow: "none",
  } as const;
  const views = drawPlot(title, {
    ...frame,
    height: viewsHeight,
    marginBottom: 30,
    x: { ...x, label: null },
    y: { ...centredLabel("views"), tickFormat: compactNumber, grid: true, ticks: 5, nice: true },
    marks: [
      Plot.barY(values, { x: "value", y: "views", fill: viewsColour }),
      Plot.ruleY([0]),
    ],
  });
  const conversion = drawPlot(ratesTitle(all_percent), {
    ...frame,
    height: ratesHeight,
    x: { ...x, label: `${axisLabel}; lines are 95 % intervals` },
    y: { ...centredLabel("end in a purchase, %"), grid: true, ticks: 5, zero: true, nice: true },
    marks: [
      Plot.ruleY(all_percent, { stroke: palette.muted, strokeDasharray: "5 4" }),
      Plot.ruleX(rates, { x: "value", y1: "low", y2: "high", ...whisker }),
      Plot.dot(rates, { x: "value", y: "percent", fill: rateColour, r: 5 }),
      Plot.ruleY([0]),
    ],
  });
  return panels(
    `${title}. ${ratesTitle(all_percent)}`,
    [{ svg: views, x: 0, y: 0 }, { svg: conversion, x: 0, y: viewsHeight }],
    { width, height: viewsHeight + ratesHeight },
  );
}

/** Views on the left, rates on the right. */
function rows({ values, all_percent, width, title }: Drawing): string {
  const shown = values.slice(0, mostRows);
  const rates = ratesOf(shown);
  const height = 110 + 26 * shown.length;
  const viewsWidth = Math.round(0.58 * width);
  const longest = Math.max(...shown.map(({ value }) => value.length), 8);
  const y = {
    type: "band",
    label: null,
    domain: shown.map(({ value }) => value),
    tickSize: 0,
  } as const;
  const views = drawPlot(title, {
    width: viewsWidth,
    height,
    marginLeft: 24 + letterWidth * longest,
    marginRight: 65,
    x: {
      label: "views",
      tickFormat: compactNumber,
      labelAnchor: "center",
      labelArrow: "none",
      grid: true,
      ticks: 4,
      nice: true,
    },
    y,
    marks: [
      Plot.barX(shown, { x: "views", y: "value", fill: viewsColour }),
      Plot.text(shown, {
        x: "views",
        y: "value",
        text: ({ views }: TrendBreakdown) => whole(views),
        textAnchor: "start",
        dx: 5,
      }),
      Plot.ruleX([0]),
    ],
  });
  const conversion = drawPlot(ratesTitle(all_percent), {
    width: width - viewsWidth,
    height,
    marginLeft: 15,
    marginRight: 20,
    x: {
      label: "views that end in a purchase, %, with 95 % interval",
      labelAnchor: "center",
      labelArrow: "none",
      grid: true,
      ticks: 5,
      zero: true,
      nice: true,
    },
    y: { ...y, tickFormat: () => "" },
    marks: [
      Plot.ruleX(all_percent, { stroke: palette.muted, strokeDasharray: "5 4" }),
      Plot.ruleY(rates, { y: "value", x1: "low", x2: "high", ...whisker }),
      Plot.dot(rates, { x: "percent", y: "value", fill: rateColour, r: 5 }),
      Plot.ruleX([0]),
    ],
  });
  return panels(
    `${title}. ${ratesTitle(all_percent)}`,
    [{ svg: views, x: 0, y: 0 }, { svg: conversion, x: viewsWidth, y: 0 }],
    { width, height },
  );
}

const whisker = { stroke: rateColour, strokeWidth: 3, strokeOpacity: 0.4 } as const;

const centredLabel = (label: string) =>
  ({ label, labelAnchor: "center", labelArrow: "none" }) as const;

/** The rates that there are, in percent. */
function ratesOf(values: readonly TrendBreakdown[]) {
  return values.flatMap(({ value, view_to_buy: rate }) =>
    rate ? [{ value, percent: 100 * rate.rate, low: 100 * rate.low, high: 100 * rate.high }] : []
  );
}

/** The finding about the views. */
function titleOf(values: readonly TrendBreakdown[], dimension: DrawnDimension): string {
  const byViews = values.toSorted((a, b) => b.views - a.views);
  const most = byViews[0], least = byViews.at(-1);
  if (!most || !least || most.views === 0) return "No views yet";
  if (dimension === "hour") {
    const next = String((Number(most.value) + 1) % 24).padStart(2, "0");
    return `Most views come between ${most.value}:00 and ${next}:00`;
  }
  if (dimension === "weekday") {
    return `${most.value} has the most views, ${least.value} the fewest`;
  }
  const sum = values.reduce((sum, { views }) => sum + views, 0);
  const name = dimension === "category" ? `The category ${most.value}` : most.value;
  const finding = `${name} has ${percentText(100 * most.views / sum)} of the views`;
  return values.length > mostRows
    ? `${finding} (the first ${mostRows} of ${values.length})`
    : finding;
}

const ratesTitle = ([percent]: readonly number[]) =>
  percent === undefined
    ? "No purchases to compare with views"
    : `${percentText(percent)} of all views end in a purchase`;

const percentText = (percent: number) => `${toFigures(percent, 2)} %`;
