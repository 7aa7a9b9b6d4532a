/** The counts of a log as frames, for Polars to aggregate. */
import { hour_ms } from "../../base/durations.ts";
import pl from "nodejs-polars";
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
export function totalFrame(cube: LogCube): pl.DataFrame {
  const cells = cube.products.flatMap((product, place) =>
    eventTypes.map((event, type) => ({
      product,
      event,
      rows: cube.total[place * cellsPerProduct + type] ?? 0,
    }))
  ).filter(({ rows }) => rows > 0);
  return pl.DataFrame({
    product: pl.Series("product", cells.map(({ product }) => product), pl.Utf8),
    event: pl.Series("event", cells.map(({ event }) => event), pl.Utf8),
    rows: pl.Series("rows", cells.map(({ rows }) => rows), pl.Float64),
  });
}

/**
 * The counts of a log by hour, one row per hour, product and event that occurred.
 *
 * @param since the first hour, counted from 1970, that matters; default: all
 * @returns the columns of {@link totalFrame} and `hour`, the start of the hour in UTC (Datetime in ms)
 * @throws {TypeError} if the cube was not counted by hour
 */
export function hourlyFrame(cube: LogCube, since = -Infinity): pl.DataFrame {
  const { hours, cells } = byHourOf(cube);
  const first = hours.findIndex((hour) => hour >= since);
  const skipped = first < 0 ? hours.length : first;
  const width = cube.products.length * cellsPerProduct;
  return cellsFrame(cube, cells.subarray(skipped * width), {
    name: "hour",
    of: (block) => hours[skipped + block] as number,
  }).select(pl.col("product"), pl.col("event"), startOfHour, pl.col("rows"));
}

/**
 * The counts of a log by hour, one row per hour and event that occurred, of all products together.
 *
 * @returns columns `event`, `hour` and `rows`, as of {@link hourlyFrame}
 * @throws {TypeError} if the cube was not counted by hour
 */
export function hourTotalsFrame(cube: LogCube): pl.DataFrame {
  const { hours, cells } = byHourOf(cube);
  const width = cube.products.length * cellsPerProduct;
  const sums = new Float64Array(hours.length * cellsPerProduct);
  for (let cell = 0; cell < cells.length; cell++) {
    const at = Math.floor(cell / width) * cellsPerProduct + cell % cellsPerProduct;
    sums[at] = (sums[at] as number) + (cells[cell] as number);
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
 * The counts of a log by the city of the user, one row per city, product and event that occurred.
 *
 * @returns the columns of {@link totalFrame} and `city`, a string
 * @throws {TypeError} if the cube was not counted by city
 */
export function cityFrame(cube: LogCube): pl.DataFrame {
  if (!cube.byCity) throw new TypeError("Cannot list the cities: the cube was not counted by city");
  const { cities, cells } = cube.byCity;
  const names = pl.DataFrame({
    place: indexes(cities.length, "place"),
    city: pl.Series("city", [...cities], pl.Utf8),
  });
  return cellsFrame(cube, cells, { name: "place", of: (block) => block })
    .join(names, { on: "place", how: "left" })
    .select("product", "event", "city", "rows");
}

/**
 * The non-zero cells of a table `[block][product][event]`: columns `product`, `event`, `rows`, and
 * `block.name`, what `block.of` makes of the block's index.
 *
 * Numbers alone cross into Polars, which joins the words: 400,000 strings made here would take as many
 * calls.
 */
function cellsFrame(
  { products }: LogCube,
  table: Float64Array,
  block: { readonly name: string; readonly of: (index: number) => number },
): pl.DataFrame {
  const width = products.length * cellsPerProduct;
  const size = countNonZero(table);
  const cells = new Int32Array(size), blocks = new Int32Array(size), rows = new Float64Array(size);
  for (let from = 0, index = 0, row = 0; from < table.length; from += width, index++) {
    const first = row;
    for (let cell = 0; cell < width; cell++) {
      const count = table[from + cell] as number;
      if (count === 0) continue;
      cells[row] = cell;
      rows[row++] = count;
    }
    blocks.fill(block.of(index), first, row);
  }
  const words = pl.DataFrame({
    cell: indexes(width, "cell"),
    product: pl.Series("product", products.flatMap((key) => eventTypes.map(() => key)), pl.Utf8),
    event: pl.Series("event", products.flatMap(() => [...eventTypes]), pl.Utf8),
  });
  return pl.DataFrame({
    cell: pl.Series("cell", cells),
    rows: pl.Series("rows", rows),
    [block.name]: pl.Series(block.name, blocks),
  }).join(words, { on: "cell", how: "left" });
}

function countNonZero(table: Float64Array): number {
  let size = 0;
  for (let i = 0; i < table.length; i++) if (table[i] !== 0) size++;
  return size;
}

/** A column of the whole numbers from 0. */
function indexes(length: number, name: string): pl.Series {
  return pl.Series(name, Int32Array.from({ length }, (_, index) => index));
}
