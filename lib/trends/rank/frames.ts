/** The counts of a log as frames, for Polars to aggregate. */
import { hour_ms } from "../../base/durations.ts";
import pl from "nodejs-polars";
import { type CountedCells, occurring } from "../scan/cell_counts.ts";
import { cellsPerProduct, type LogCube } from "../scan/log_counts.ts";
import { eventTypes } from "../../log_format.ts";
import type { RowsByHour } from "./end_of_log.ts";

/** The counts of a log as frames, for Polars to aggregate. */
export interface CountFrames {
  readonly total: pl.DataFrame;
  readonly hourly: pl.DataFrame;
  readonly byCity: pl.DataFrame;
}

/**
 * The counts of a log as {@link totalFrame}, {@link hourlyFrame} and {@link cityFrame}.
 *
 * @throws {TypeError} if the cube was not counted by hour and by city
 */
export function countFrames(cube: LogCube): CountFrames {
  return { total: totalFrame(cube), hourly: hourlyFrame(cube), byCity: cityFrame(cube) };
}

/**
 * The counts of a log as a frame, one row per product and event that occurred.
 *
 * @returns columns `product` (the key), `event` (`view`, `cart` or `buy`), both strings, and `rows`, how
 * often (Float64)
 */
export function totalFrame(cube: Pick<LogCube, "products" | "total">): pl.DataFrame {
  return cellsFrame(cube.products, occurring(cube.total)).select("product", "event", "rows");
}

/**
 * The counts of a log by hour, one row per hour, product and event that occurred.
 *
 * @returns the columns of {@link totalFrame} and `hour`, the start of the hour in UTC (Datetime in ms)
 * @throws {TypeError} if the cube was not counted by hour
 */
export function hourlyFrame(cube: LogCube): pl.DataFrame {
  const { hours, ends, cells, counts } = byHourOf(cube);
  const hourOf = new Int32Array(cells.length);
  for (let place = 0, at = 0; place < hours.length; at = ends[place++] as number) {
    hourOf.fill(hours[place] as number, at, ends[place]);
  }
  return cellsFrame(cube.products, { cells, counts })
    .withColumn(pl.Series("hour", hourOf))
    .select(pl.col("product"), pl.col("event"), startOfHour, pl.col("rows"));
}

/**
 * The counts of a log by hour, one row per hour and event that occurred, of all products together.
 *
 * @returns columns `event`, `hour` and `rows`, as of {@link hourlyFrame}
 * @throws {TypeError} if the cube was not counted by hour
 */
export function hourTotalsFrame(cube: LogCube): pl.DataFrame {
  const { hours, ends, cells, counts } = byHourOf(cube);
  const sums = new Float64Array(hours.length * cellsPerProduct);
  for (let at = 0, place = 0; place < hours.length; place++) {
    for (; at < (ends[place] as number); at++) {
      const sum = place * cellsPerProduct + (cells[at] as number) % cellsPerProduct;
      sums[sum] = (sums[sum] as number) + (counts[at] as number);
    }
  }
  return pl.DataFrame({
    event: pl.Series("event", Array.from(hours, () => eventTypes).flat(), pl.Utf8),
    hour: pl.Series(
      "hour",
      Int32Array.from(sums, (_, at) => hours[Math.floor(at / cellsPerProduct)] ?? 0),
    ),
    rows: pl.Series("rows", sums),
  }).filter(pl.col("rows").gt(pl.lit(0)))
    .select(pl.col("event"), startOfHour, pl.col("rows"));
}

/** How many rows there are by hour, in a frame with the columns `hour` and `rows`. */
export function rowsByHour(hourly: pl.DataFrame): RowsByHour {
  const hour = pl.col("hour").cast(pl.Int64).div(pl.lit(hour_ms)).round(0).cast(pl.Float64);
  const sums = hourly.groupBy("hour").agg(pl.col("rows").sum()).sort("hour")
    .select(hour.alias("hour"), pl.col("rows"));
  const numbers = (name: string) => Float64Array.from(sums.getColumn(name).toArray(), Number);
  return { hours: numbers("hour"), rows: numbers("rows") };
}

const startOfHour = pl.col("hour").cast(pl.Int64).mul(pl.lit(hour_ms)).cast(pl.Datetime("ms"));

function byHourOf({ byHour }: LogCube) {
  if (byHour) return byHour;
  throw new TypeError("Cannot list the hours: the cube was not counted by hour");
}

/**
 * The counts of a log by the city of the user, one row per city and event that occurred, of all products
 * together.
 *
 * @returns columns `event`, `city`, both strings, and `rows`
 * @throws {TypeError} if the cube was not counted by city
 */
export function cityFrame({ byCity }: LogCube): pl.DataFrame {
  if (!byCity) throw new TypeError("Cannot list the cities: the cube was not counted by city");
  return cellsFrame(byCity.cities, occurring(byCity.cells))
    .select(pl.col("event"), pl.col("product").alias("city"), pl.col("rows"));
}

/**
 * Cells `[product][event]` as a frame: columns `product` and `event`, both strings, and `rows`.
 *
 * Numbers alone cross into Polars, which joins the words: 400,000 strings made here would take as many
 * calls.
 */
function cellsFrame(keys: readonly string[], { cells, counts }: CountedCells): pl.DataFrame {
  const products = pl.DataFrame({
    place: Int32Array.from(keys.keys()),
    product: pl.Series("product", [...keys], pl.Utf8),
  });
  const events = pl.DataFrame({
    type: Int32Array.from(eventTypes.keys()),
    event: pl.Series("event", [...eventTypes], pl.Utf8),
  });
  const places = new Int32Array(cells.length), types = new Int32Array(cells.length);
  for (let i = 0; i < cells.length; i++) {
    const cell = cells[i] as number, type = cell % cellsPerProduct;
    places[i] = (cell - type) / cellsPerProduct;
    types[i] = type;
  }
  return pl.DataFrame({
    place: pl.Series("place", places),
    type: pl.Series("type", types),
    rows: pl.Series("rows", counts),
  }).join(products, { on: "place", how: "left" }).join(events, { on: "type", how: "left" });
}
