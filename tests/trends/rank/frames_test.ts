import { assertEquals, assertThrows } from "@std/assert";
import pl from "nodejs-polars";
import {
  cityFrame,
  countFrames,
  hourlyFrame,
  hourTotalsFrame,
  totalFrame,
} from "../../../lib/trends/rank/frames.ts";
import { hourTable } from "../scan/scans.ts";

const hour = Date.parse("2025-11-28T20:00:00Z") / 3_600_000;

/** Two products: views, carts, buys of the first, then of the second. */
const cube = {
  products: ["p1", "p2"],
  total: Float64Array.of(5, 0, 1, 0, 2, 0),
  byHour: hourTable([
    [hour, Float64Array.of(4, 0, 0, 0, 2, 0)],
    [hour + 25, Float64Array.of(1, 0, 1, 0, 0, 0)],
  ]),
  byCity: {
    cities: ["Oran", "Sétif", "unknown"],
    cells: Float64Array.of(3, 0, 1, 0, 0, 0, 2, 2, 0),
  },
};

const rowsOf = (frame: pl.DataFrame) => frame.toRecords().map((row) => Object.values(row));
const sorted = (frame: pl.DataFrame) => rowsOf(frame.sort(frame.columns));

Deno.test("totalFrame has a row for each product and event that occurred", () => {
  assertEquals(sorted(totalFrame(cube)), [["p1", "buy", 1], ["p1", "view", 5], ["p2", "cart", 2]]);
});

Deno.test("hourlyFrame tells the hours apart, by their start in UTC", () => {
  const frame = hourlyFrame(cube);
  const text = frame.withColumn(pl.col("hour").dt.strftime("%Y-%m-%d %H:%M"));
  assertEquals(sorted(text), [
    ["p1", "buy", "2025-11-29 21:00", 1],
    ["p1", "view", "2025-11-28 20:00", 4],
    ["p1", "view", "2025-11-29 21:00", 1],
    ["p2", "cart", "2025-11-28 20:00", 2],
  ]);
  assertEquals(String(frame.schema["hour"]), "DataType(Datetime(ms,))");
});

Deno.test("hourTotalsFrame adds up the products of each hour", () => {
  const expected = hourlyFrame(cube).groupBy("event", "hour").agg(pl.col("rows").sum());
  const columns = ["event", "hour", "rows"];
  assertEquals(
    sorted(hourTotalsFrame(cube).select(...columns)),
    sorted(expected.select(...columns)),
  );
  assertEquals(String(hourTotalsFrame(cube).schema["hour"]), "DataType(Datetime(ms,))");
});

Deno.test("hourlyFrame takes hours before 1970", () => {
  const before = { ...cube, byHour: hourTable([[-1, Float64Array.of(1)]]) };
  const [row] = rowsOf(hourlyFrame(before).withColumn(pl.col("hour").dt.strftime("%Y %H")));
  assertEquals(row, ["p1", "view", "1969 23", 1]);
});

Deno.test("cityFrame tells the cities apart", () => {
  assertEquals(sorted(cityFrame(cube)), [
    ["buy", "Oran", 1],
    ["cart", "unknown", 2],
    ["view", "Oran", 3],
    ["view", "unknown", 2],
  ]);
});

Deno.test("the frames of a cube without counts are empty, their columns the same", () => {
  const empty = countFrames({
    products: ["p1"],
    total: new Float64Array(3),
    byHour: hourTable([]),
    byCity: { cities: [], cells: new Float64Array() },
  });
  const full = countFrames(cube);
  for (const name of ["total", "hourly", "byCity"] as const) {
    assertEquals(empty[name].height, 0);
    assertEquals(JSON.stringify(empty[name].schema), JSON.stringify(full[name].schema));
  }
});

Deno.test("hourlyFrame and cityFrame refuse a cube that was not counted so", () => {
  const { products, total } = cube;
  assertThrows(() => hourlyFrame({ products, total }), TypeError, "not counted by hour");
  assertThrows(() => cityFrame({ products, total }), TypeError, "not counted by city");
});
