/** `deno task warehouse`: the retail warehouse, from raw files to three stores, Parquet and a report. */
import { stat } from "node:fs/promises";
import { InvalidArgumentError, Option } from "commander";
import { FileError, UsageError } from "../lib/base/errors.ts";
import { readSettings, type Settings } from "../lib/base/settings.ts";
import { ganttChart } from "../lib/tasks/gantt_chart.ts";
import { measureMemory } from "../lib/tasks/memory_meter.ts";
import type { Wanted } from "../lib/tasks/plan.ts";
import { type GraphChoice, graphChoice } from "../lib/graph/with_graph.ts";
import { requireDone, runGraph, type RunResult } from "../lib/tasks/run_graph.ts";
import { findTask } from "../lib/tasks/task_graph.ts";
import { warehouseGraph, type WarehouseTask } from "../lib/warehouse/dag.ts";
import { dirtNames, rowDirtNames } from "../lib/warehouse/generate/dirt/plant_dirt.ts";
import { type Place, placeIn } from "../lib/warehouse/place.ts";
import { resultOf } from "../lib/warehouse/results.ts";
import { reportFiles } from "../lib/warehouse/work/generate_summary.ts";
import { type WarehouseContext, warehouseWorks } from "../lib/warehouse/works.ts";
import { command, examples, print, remark, run, wholeNumber } from "./shared/cli.ts";
import { replaceFlag } from "./shared/replace_flag.ts";
import { showTasks } from "./shared/show_tasks.ts";
import { addAirflow, type TaskFlags } from "./warehouse/airflow.ts";

interface Flags extends TaskFlags {
  readonly from?: string;
  readonly all?: true;
}

/** As many as the real set has. */
const realOrders = 99_441;

const program = command(
  "warehouse",
  "The retail warehouse: nine tasks from Olist's seven CSV files to MongoDB, ClickHouse, a graph, Parquet and a report",
).configureHelp({ helpWidth: 80, subcommandTerm: (one) => one.name() });

/** Adds what every way to run the tasks takes. */
function withFlags(one: typeof program): typeof program {
  return one
    .option(
      "--data <path>",
      "the folder with Olist's files, or the zip as Kaggle gives it (default: files of the same shape are generated)",
    )
    .addOption(wholeNumber("--orders <n>", "orders to generate").default(realOrders))
    .addOption(wholeNumber("--seed <n>", "of what is generated", 0).default(1))
    .addOption(
      new Option(
        "--dirt [kinds...]",
        "plant defects in what is generated, and write the truth beside it: all kinds of rows, or these",
      ).choices([...dirtNames]),
    )
    .option("--olap <url>", "the ClickHouse to load (default: CLICKHOUSE_URL, else the kit's own)")
    .addOption(
      new Option(
        "--graph <engine>",
        "what keeps the graph: falkordb, neo4j, or a Neo4j by its address (default: NEO4J_URI, else falkordb)",
      ).argParser(graphFlag),
    )
    .addOption(replaceFlag("tables and "))
    .option("--json", "print a machine-readable report, and nothing else, on standard output");
}

withFlags(program.command("run", { isDefault: true }).description("run all nine tasks"))
  .option("--from <task>", "run this task and what comes after it")
  .option("--all", "run all, also what an earlier run that failed has done")
  .argument("[task]", "only this one, by its name")
  .action((task: string | undefined, flags: Flags) =>
    runTasks(
      flags,
      task === undefined
        ? wantedOf(flags)
        : { kind: "only", task: findTask(warehouseGraph, task).name },
    )
  );

for (const { name, aliases = [], does } of warehouseGraph.tasks) {
  withFlags(program.command(name).aliases([...aliases]).description(does))
    .action((flags: Flags) => runTasks(flags, { kind: "only", task: name }));
}

addAirflow(program, withFlags);

remark(
  program,
  "What a run that failed has done is taken over by the next. Each task can be run alone, as often as you like; check_data, validate_quality, clean_data and load_databases are short names.",
);
examples(program, {
  "": "generates files in the shape of Olist's and runs all nine tasks",
  "--data ~/Downloads/archive.zip": "the same with the real files",
  "--dirt": "the same with planted defects, each of which the report must find",
  "--from load_to_databases": "loads again, and what comes after",
  "airflow": "runs the tasks on Airflow, which needs Linux or macOS",
});

await run(program);

function wantedOf({ from, all }: Flags): Wanted<WarehouseTask> {
  if (from !== undefined && all) throw new UsageError("Cannot use --from with --all: choose one");
  if (from !== undefined) return { kind: "from", task: findTask(warehouseGraph, from).name };
  return { kind: all ? "all" : "resume" };
}

async function runTasks(flags: Flags, wanted: Wanted<WarehouseTask>): Promise<void> {
  const settings = settingsOf(flags);
  const place = placeIn(settings.dataDir);
  const dirt = flags.dirt === true ? rowDirtNames : flags.dirt;
  const context: WarehouseContext = {
    settings,
    origin: {
      orders: flags.orders,
      seed: flags.seed,
      ...(flags.data !== undefined && { data: flags.data }),
      ...(dirt && { dirt }),
    },
    graph: engineOf(flags) ?? graphChoice(settings),
    replace: flags.replace === true,
    now: () => new Date(),
    drawTasks: ganttChart,
  };
  const began = performance.now();
  const result = await runGraph({
    graph: warehouseGraph,
    works: warehouseWorks,
    context,
    dir: place.dir,
    wanted,
    key: await keyOf(flags),
    now: Date.now,
    beginMeasuring: measureMemory,
    onEvent: flags.json ? () => {} : showTasks(),
  });
  const seconds = (performance.now() - began) / 1000;
  if (flags.json) print(JSON.stringify(await report(place, result, seconds)));
  else await show(place, wanted);
  const [first] = result.errors;
  if (first?.error instanceof UsageError || first?.error instanceof FileError) throw first.error;
  requireDone(result, "`deno task warehouse` goes on from there");
}

function settingsOf({ olap, graph }: Flags): Settings {
  return readSettings({
    ...Deno.env.toObject(),
    ...(olap !== undefined && { CLICKHOUSE_URL: olap }),
    ...(graph?.includes("://") && { NEO4J_URI: graph }),
  });
}

function graphFlag(value: string): string {
  if (value === "falkordb" || value === "neo4j" || value.includes("://")) return value;
  throw new InvalidArgumentError("It is falkordb, neo4j, or an address such as neo4j://host:7687.");
}

/** The engine that was named; an address is one of Neo4j. */
function engineOf({ graph }: Flags): GraphChoice | undefined {
  if (graph === undefined) return undefined;
  return graph === "falkordb" ? "falkordb" : "neo4j";
}

/** What the tasks depend on: with other files or flags, what was done before is not taken over. */
async function keyOf(flags: Flags): Promise<string> {
  const { data, orders, seed, dirt, olap } = flags;
  const graph = engineOf(flags);
  const info = data === undefined ? undefined : await stat(data).catch(() => undefined);
  return JSON.stringify([data ?? [orders, seed, dirt], info?.size, info?.mtimeMs, graph, olap]);
}

/** What a person wants to know at the end. */
async function show(place: Place, wanted: Wanted): Promise<void> {
  if (wanted.kind === "only") return;
  const cleaned = await resultOf(place, "transform_clean_data");
  if (cleaned) {
    const { price, price_and_freight, payments } = cleaned.revenue;
    print(
      "Revenue, by its three names:",
      `  prices              ${price.padStart(16)}`,
      `  prices and freight  ${price_and_freight.padStart(16)}`,
      `  payments            ${payments.padStart(16)}`,
    );
  }
  print(`The report is ${reportFiles(place).html}; \`deno task dashboard\` has /warehouse.`);
}

/** The same for programs. */
async function report(place: Place, { ok, tasks }: RunResult, seconds: number) {
  const validated = await resultOf(place, "extract_validate_quality");
  const cleaned = await resultOf(place, "transform_clean_data");
  const verified = await resultOf(place, "verify_results");
  const recommended = await resultOf(place, "spark_ml_recommendations");
  const peak_bytes = Math.max(0, ...tasks.map((task) => task.peak_bytes ?? 0));
  return {
    ok,
    seconds,
    peak_mb: Math.round(peak_bytes / 1e6),
    tasks: tasks.map((
      { name, began_ms = 0, ended_ms = 0, rows_in = 0, rows_out = 0, outcome },
    ) => ({
      task: name,
      outcome,
      seconds: (ended_ms - began_ms) / 1000,
      rows_in,
      rows_out,
    })),
    revenue: cleaned?.revenue,
    quality: validated?.findings.map(({ rule, severity, count }) => ({ rule, severity, count })),
    verify: verified && {
      checks: verified.checks.length,
      differences: verified.checks.filter(({ agrees }) => !agrees).length,
    },
    recommendations: recommended && {
      rmse: recommended.split.rmse,
      rmse_mean: recommended.split.rmse_mean,
      scored_share: recommended.split.scored_share,
      hit_at_5: recommended.hits.hit_at_5?.rate,
      popularity_hit_at_5: recommended.hits.hit_at_5_popular?.rate,
    },
  };
}
