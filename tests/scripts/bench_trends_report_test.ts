import { assertEquals } from "@std/assert";
import { ratioOf, type Spread, spreadOf } from "../../scripts/bench/spread.ts";
import { barTable, type EngineResult, engineTable } from "../../scripts/bench/trends_report.ts";

const million = 1_000_000;

function result(
  engine: EngineResult["engine"],
  seconds: Spread,
  { rows = 20 * million, row_bytes = 45, peak_mb = 80 }: Partial<EngineResult> = {},
): EngineResult {
  return { engine, rows, row_bytes, seconds, peak_mb };
}

const seconds = (fastest: number, median = fastest): Spread => ({ fastest, median });

Deno.test("a spread is the fastest run and the middle one, or the mean of the two in the middle", () => {
  assertEquals(spreadOf([3, 1, 2]), seconds(1, 2));
  assertEquals(spreadOf([4, 1, 2, 3]), seconds(1, 2.5));
  assertEquals(spreadOf([5]), seconds(5, 5));
  assertEquals(ratioOf(seconds(4, 9), seconds(2, 3)), seconds(2, 3));
});

Deno.test("the table says how many times as long as the store's engine each takes", () => {
  assertEquals(
    engineTable([
      result("dzstore", seconds(0.2, 0.25), { peak_mb: 76.4 }),
      result("duckdb", seconds(1, 1), { peak_mb: null }),
    ]),
    [
      "engine   seconds (median)  peak MB  times ours (median)",
      "dzstore     0.200 (0.250)       76          1.00 (1.00)",
      "duckdb      1.000 (1.000)                   5.00 (4.00)",
    ],
  );
});

const barsOf = (...args: Parameters<typeof barTable>) =>
  barTable(...args).slice(1).map((line) => line.trim().split(/ {2,}/));

Deno.test("the store's engine is compared with the better of DuckDB and Polars", () => {
  const results = [
    result("dzstore", seconds(0.25, 0.3)),
    result("duckdb", seconds(1.1, 1)),
    result("polars", seconds(0.9, 1.2)),
    result("pandas", seconds(0.1)),
  ];
  assertEquals(barsOf(results, 20 * million, undefined), [
    [
      "20,000,000 rows of 45 bytes: times as fast as the better of DuckDB and Polars",
      "3.60 (3.33)",
      "at least 3.5",
      "met by the fastest only",
    ],
    ["20,000,000 rows of 45 bytes: peak MB", "80", "under 100", "met"],
  ]);
});

Deno.test("growth is judged from 20 to 100 million rows, and everything against the top ten", () => {
  const results = [
    result("dzstore", seconds(0.25)),
    result("dzstore everything", seconds(0.5)),
    result("dzstore", seconds(1.25), { rows: 100 * million, peak_mb: 84 }),
  ];
  assertEquals(barsOf(results, 20 * million, seconds(0.4, 0.6)), [
    ["From 20,000,000 rows to 100,000,000: times the time", "5.00 (5.00)", "at most 5.5", "met"],
    ["From 20,000,000 rows to 100,000,000: times the memory", "1.05", "at most 1.1", "met"],
    [
      "Everything in one pass: times the time of the top 10",
      "2.00 (2.00)",
      "at most 1.6",
      "missed",
    ],
    [
      "10,000 rows, whole task with MongoDB: seconds",
      "0.40 (0.60)",
      "under 0.5",
      "met by the fastest only",
    ],
  ]);
});

Deno.test("smaller logs are compared, too, but there is no bar for them", () => {
  const small = { rows: million };
  const results = [
    result("dzstore", seconds(0.1), small),
    result("polars", seconds(0.2), small),
  ];
  assertEquals(barsOf(results, million, undefined), [
    ["1,000,000 rows of 45 bytes: times as fast as the better of DuckDB and Polars", "2.00 (2.00)"],
    ["1,000,000 rows of 45 bytes: peak MB", "80"],
  ]);
  assertEquals(barTable([], million, undefined), []);
});
