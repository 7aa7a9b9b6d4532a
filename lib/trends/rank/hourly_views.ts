/** The views of products, hour by hour. */
import { hour_ms } from "../../base/durations.ts";
import pl from "nodejs-polars";
import { eventTypes } from "../../log_format.ts";
import { type CountedCells, occurring } from "../scan/cell_counts.ts";
import { hourAt } from "../scan/hour_table.ts";
import { cellsPerProduct, type LogCube } from "../scan/log_counts.ts";

/** The views of products, hour by hour, an hour of them at a time. */
export interface HourlyViews {
  /** The keys of the products. */
  readonly products: readonly string[];
  /** Hours since 1970, each once. */
  readonly hours: ArrayLike<number>;
  /** The views of the hour at a place among these, by the places of the products. */
  readonly of: (place: number) => CountedCells;
}

/**
 * The views in the counts of a log.
 *
 * @throws {TypeError} if the cube was not counted by hour
 */
export function viewsOfCube({ products, byHour }: LogCube): HourlyViews {
  if (!byHour) throw new TypeError("Cannot list the hours: the cube was not counted by hour");
  const view = eventTypes.indexOf("view");
  return {
    products,
    hours: byHour.hours,
    of(place) {
      const all = hourAt(byHour, place);
      const cells = all.cells.slice(), counts = all.counts.slice();
      let size = 0;
      for (let i = 0; i < all.cells.length; i++) {
        const cell = all.cells[i] as number;
        if (cell % cellsPerProduct !== view) continue;
        cells[size] = (cell - view) / cellsPerProduct;
        counts[size++] = all.counts[i] as number;
      }
      return { cells: cells.subarray(0, size), counts: counts.subarray(0, size) };
    },
  };
}

/**
 * The views in a frame.
 *
 * @param hourly as of `hourlyFrame`
 */
export function viewsOfFrame(hourly: pl.DataFrame): HourlyViews {
  const views = hourly.filter(pl.col("event").eq(pl.lit("view")));
  const column = (name: string) => views.getColumn(name).toArray();
  const keys = column("product").map(String), rows = column("rows").map(Number);
  const starts = views.select(pl.col("hour").cast(pl.Float64)).getColumn("hour").toArray();
  const products = [...new Set(keys)];
  const places = new Map(products.map((key, place) => [key, place]));
  const byHour = new Map<number, Float64Array>();
  for (const [row, start_ms] of starts.entries()) {
    const hour = Math.round(Number(start_ms) / hour_ms), place = places.get(keys[row] ?? "") ?? 0;
    const counts = byHour.get(hour) ?? new Float64Array(products.length);
    byHour.set(hour, counts);
    counts[place] = (counts[place] ?? 0) + (rows[row] ?? 0);
  }
  const all = [...byHour];
  return {
    products,
    hours: all.map(([hour]) => hour),
    of: (place) => occurring(all[place]?.[1] ?? new Float64Array()),
  };
}
