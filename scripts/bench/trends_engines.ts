/** Who takes part in `bench trends`, with which logs, and how each is called. */
import type { SparkEnvironment } from "../../lib/spark/spark_environment.ts";
import type { LogSize } from "./trends_log.ts";
import { beside } from "./beside.ts";

/** One who takes part. Each prints the top 10 products by views, as JSON lines. */
export interface Contender {
  readonly engine: EngineName;
  /** The program and its arguments, for the log at `path`. */
  readonly command: (path: string) => readonly string[];
  /** More variables. */
  readonly env?: Readonly<Record<string, string>>;
  /** Which logs it reads. */
  readonly reads: (size: LogSize) => boolean;
}

/** What decides who takes part. */
export interface EnginesOptions {
  /** A Python that has DuckDB, Polars and pandas. */
  readonly python: string;
  readonly threads: number;
  /** A folder for what Spark keeps while it runs. */
  readonly folder: string;
  /** The rows of the log that all engines read. */
  readonly mainRows: number;
  /** If it takes part. */
  readonly spark?: SparkEnvironment;
  readonly slow: boolean;
}

/** As much as a slow engine is asked for without `--slow`. */
const slowRows = 1_000_000;

/** Everyone there is. */
export const engineNames = [
  "dzstore",
  "dzstore everything",
  "polars",
  "duckdb",
  "nodejs-polars",
  "pandas",
  "csv-parse",
  "spark",
] as const;
export type EngineName = typeof engineNames[number];

/** Everyone who takes part, the store's engine first. */
export function contenders(options: EnginesOptions): Contender[] {
  const { python, threads, folder, mainRows, spark, slow } = options;
  const deno = (script: string) => [Deno.execPath(), "run", "-A", beside(script)];
  const count = `${threads}`;
  const isMain = ({ rows, row_bytes }: LogSize) => rows === mainRows && row_bytes === 45;
  const isShort = ({ rows }: LogSize) => rows <= slowRows;
  const all: Contender[] = [
    {
      engine: "dzstore",
      command: (path) => [...deno("trends_dzstore.ts"), path, "--threads", count],
      reads: () => true,
    },
    {
      engine: "dzstore everything",
      command: (path) => [...deno("trends_dzstore.ts"), path, "--threads", count, "--everything"],
      reads: isMain,
    },
    {
      engine: "polars",
      command: (path) => [python, beside("trends_polars.py"), path],
      reads: () => true,
    },
    {
      engine: "duckdb",
      command: (path) => [python, beside("trends_duckdb.py"), path, count],
      reads: () => true,
    },
    {
      engine: "nodejs-polars",
      command: (path) => [...deno("trends_nodejs_polars.ts"), path],
      reads: ({ rows }) => rows <= mainRows,
    },
    {
      engine: "pandas",
      command: (path) => [python, beside("trends_pandas.py"), path],
      reads: (size) => isShort(size) || isMain(size),
    },
    {
      engine: "csv-parse",
      command: (path) => [...deno("trends_csv_parse.ts"), path],
      reads: (size) => isShort(size) || slow && isMain(size),
    },
  ];
  if (!spark) return all;
  return [...all, {
    engine: "spark",
    command: (path) => [spark.python, beside("trends_spark.py"), path, count, folder],
    env: spark.java.env,
    reads: isMain,
  }];
}
