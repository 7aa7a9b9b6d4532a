/** The chart of items in two dimensions. */
import { palette } from "../../charts/palette.ts";
import * as Plot from "@observablehq/plot";
import { type ChartOptions, drawPlot } from "../../charts/draw_plot.ts";

/** An item's place on a map. */
export interface MappedItem {
  readonly name: string;
  readonly category: string;
  readonly x: number;
  readonly y: number;
}

/** In pixels, right of the dots: first for the names of the last ones, then for the legend. */
const labelRoom = 165, legendRoom = 115;
const labelSize = { letterWidth: 6, height: 13 };

/**
 * Items in two dimensions, coloured by category: what is bought by the same people lies together.
 * Names that would cover others are left out and show when the pointer rests on the dot.
 *
 * @returns an SVG element as text
 */
export function itemMapChart(
  items: readonly MappedItem[],
  { width = 1000 }: ChartOptions = {},
): string {
  const height = Math.round(width * 0.75);
  const categories = [...new Set(items.map(({ category }) => category))];
  const colourOf = (index: number) => palette.kinds[index % palette.kinds.length] ?? palette.ink;
  return drawPlot("Products that the same people buy lie together", {
    width,
    height,
    marginLeft: 30,
    marginRight: labelRoom + legendRoom,
    x: { axis: null },
    y: { axis: null },
    color: { domain: categories, range: categories.map((_, index) => colourOf(index)) },
    marks: [
      Plot.dot(items, { x: "x", y: "y", fill: "category", r: 5, title: "name" }),
      Plot.text(labelled(items, width - 30 - labelRoom - legendRoom, height - 95), {
        x: "x",
        y: "y",
        text: "name",
        textAnchor: "start",
        dx: 8,
        fontSize: 11,
      }),
      ...categories.map((category, index) =>
        Plot.text([`● ${category}`], {
          frameAnchor: "top-right",
          textAnchor: "start",
          dx: labelRoom,
          dy: 20 * index,
          fill: colourOf(index),
        })
      ),
    ],
  });
}

/** The items whose names fit without covering an earlier one, on a frame of this size in pixels. */
function labelled(items: readonly MappedItem[], width: number, height: number): MappedItem[] {
  const scale = (values: number[], size: number) => {
    const min = Math.min(...values);
    const range = Math.max(...values) - min || 1;
    return (value: number) => (value - min) / range * size;
  };
  const left = scale(items.map(({ x }) => x), width);
  const top = scale(items.map(({ y }) => y), height);
  const placed: MappedItem[] = [];
  for (const item of items) {
    const covers = placed.some((other) => {
      const [first, second] = left(item.x) < left(other.x) ? [item, other] : [other, item];
      const apart = left(second.x) - left(first.x) > 8 + first.name.length * labelSize.letterWidth;
      return !apart && Math.abs(top(item.y) - top(other.y)) < labelSize.height;
    });
    if (!covers) placed.push(item);
  }
  return placed;
}
