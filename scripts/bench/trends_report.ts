/** What `bench trends` prints: a table for each log, and the bars. */
import { columns } from "../../lib/base/text/columns.ts";
import { ratioOf, showSpread, type Spread } from "./spread.ts";
import type { EngineName } from "./trends_engines.ts";
import type { RowBytes } from "./trends_log.ts";

/** How an engine did with one log. */
export interface EngineResult {
  readonly engine: EngineName;
  readonly rows: number;
  readonly row_bytes: RowBytes;
  /** From the start of the process to its end. */
  readonly seconds: Spread;
  /** The most of all runs; `null` where the system does not tell. */
  readonly peak_mb: number | null;
}

/** For what sizes the bars are. */
const barRows = 20_000_000, barManyRows = 100_000_000;
/** What "in proportion" and "does not grow" allow for chance. */
const growthSlack = 1.1;
const rowCount = (rows: number) => rows.toLocaleString("en-US");

/** The table of the engines that read one log, the store's engine first. */
export function engineTable(results: readonly EngineResult[]): string[] {
  const ours = results.find(({ engine }) => engine === "dzstore");
  return columns([
    ["engine", "seconds (median)", "peak MB", "times ours (median)"],
    ...results.map(({ engine, seconds, peak_mb }) => [
      engine,
      showSpread(seconds, 3),
      peak_mb?.toFixed(0) ?? "",
      ours ? showSpread(ratioOf(seconds, ours.seconds)) : "",
    ]),
  ], "lrrr");
}

/** What was measured of one bar. */
interface Bar {
  readonly work: string;
  readonly measured: string;
  /** What it is compared with, `at least 3.5`; empty if this size has no bar. */
  readonly bar: string;
  readonly verdict: string;
}

/**
 * The bars of the trend engine that the results can speak of, as a table.
 *
 * @param mainRows the rows of the log that every engine read
 * @param store seconds of `deno task trends` of 10 thousand rows, if that was measured
 */
export function barTable(
  results: readonly EngineResult[],
  mainRows: number,
  store: Spread | undefined,
): string[] {
  const find = (engine: EngineName, rows: number, row_bytes: RowBytes) =>
    results.find((one) =>
      one.engine === engine && one.rows === rows && one.row_bytes === row_bytes
    );
  const isBar = mainRows === barRows;
  const bars: Bar[] = [];
  for (const [row_bytes, least] of [[45, 3.5], [160, 2]] as const) {
    const ours = find("dzstore", mainRows, row_bytes);
    const peers = [find("duckdb", mainRows, row_bytes), find("polars", mainRows, row_bytes)]
      .filter((peer) => peer !== undefined);
    if (!ours || peers.length === 0) continue;
    const work = `${rowCount(mainRows)} rows of ${row_bytes} bytes`;
    const ratio = ratioOf(betterOf(peers), ours.seconds);
    bars.push({
      work: `${work}: times as fast as the better of DuckDB and Polars`,
      measured: showSpread(ratio),
      ...judge(ratio, "at least", least, isBar),
    });
    if (row_bytes !== 45 || ours.peak_mb === null) continue;
    bars.push({
      work: `${work}: peak MB`,
      measured: ours.peak_mb.toFixed(0),
      ...judge(even(ours.peak_mb), "under", 100, isBar),
    });
  }
  const ours = find("dzstore", mainRows, 45);
  const manyRows = results.reduce((most, { rows }) => Math.max(most, rows), 0);
  const many = find("dzstore", manyRows, 45);
  if (ours && many && manyRows > mainRows) {
    const work = `From ${rowCount(mainRows)} rows to ${rowCount(manyRows)}`;
    const isGrowthBar = isBar && manyRows === barManyRows;
    const time = ratioOf(many.seconds, ours.seconds);
    const proportion = manyRows / mainRows * growthSlack;
    bars.push({
      work: `${work}: times the time`,
      measured: showSpread(time),
      ...judge(time, "at most", proportion, isGrowthBar),
    });
    if (ours.peak_mb && many.peak_mb) {
      const memory = many.peak_mb / ours.peak_mb;
      bars.push({
        work: `${work}: times the memory`,
        measured: memory.toFixed(2),
        ...judge(even(memory), "at most", growthSlack, isGrowthBar),
      });
    }
  }
  const everything = find("dzstore everything", mainRows, 45);
  if (ours && everything) {
    const ratio = ratioOf(everything.seconds, ours.seconds);
    bars.push({
      work: "Everything in one pass: times the time of the top 10",
      measured: showSpread(ratio),
      ...judge(ratio, "at most", 1.6, isBar),
    });
  }
  if (store) {
    bars.push({
      work: "10,000 rows, whole task with MongoDB: seconds",
      measured: showSpread(store),
      ...judge(store, "under", 0.5, true),
    });
  }
  if (bars.length === 0) return [];
  return columns([
    ["by the fastest (by the median)", "", "bar", ""],
    ...bars.map(({ work, measured, bar, verdict }) => [work, measured, bar, verdict]),
  ], "lrll");
}

const even = (value: number): Spread => ({ fastest: value, median: value });

const betterOf = (peers: readonly EngineResult[]): Spread => ({
  fastest: Math.min(...peers.map(({ seconds }) => seconds.fastest)),
  median: Math.min(...peers.map(({ seconds }) => seconds.median)),
});

/** Whether a bar is met, by the fastest run and by the median; nothing if this size has none. */
function judge(
  measured: Spread,
  kind: "at least" | "at most" | "under",
  limit: number,
  isBar: boolean,
): Pick<Bar, "bar" | "verdict"> {
  if (!isBar) return { bar: "", verdict: "" };
  const isMet = (value: number) =>
    kind === "at least" ? value >= limit : kind === "at most" ? value <= limit : value < limit;
  const byFastest = isMet(measured.fastest), byMedian = isMet(measured.median);
  const verdict = byFastest && byMedian
    ? "met"
    : byFastest
    ? "met by the fastest only"
    : byMedian
    ? "met by the median only"
    : "missed";
  return { bar: `${kind} ${Number(limit.toFixed(2))}`, verdict };
}
