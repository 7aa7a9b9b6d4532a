/** `deno task cap`: the Black Friday laboratory, what a write concern costs and what it saves. */
import { join } from "node:path";
import { Argument } from "commander";
import type { Db } from "mongodb";
import driver from "mongodb/package.json" with { type: "json" };
import { listRuns, loadRun, storeRun } from "../lib/cap/runs.ts";
import type { CapRun } from "../lib/cap_run.ts";
import { UsageError } from "../lib/errors.ts";
import { embeddedOptions, withDatabase } from "../lib/mongo/database.ts";
import { findMongod } from "../lib/mongo/mongod_binary.ts";
import { random } from "../lib/random.ts";
import { writeFileWhole } from "../lib/replace_files.ts";
import { readSettings, type Settings } from "../lib/settings.ts";
import { runFailovers, runLatency, runRelayed } from "./cap_parts.ts";
import { capCharts, capJson, capLines } from "./cap_show.ts";
import { command, notice, run, wholeNumber } from "./cli.ts";

const parts = ["latency", "distance", "failover", "reads", "partition"] as const;
type Part = typeof parts[number];

/** Rounds of the latency. */
const defaultRounds = 5;

interface Flags {
  readonly orders: number;
  readonly rounds?: number;
  readonly seed: number;
  readonly run?: string;
  readonly charts?: string;
  readonly json?: true;
}

const program = command(
  "cap",
  "The Black Friday laboratory: what a write concern costs, and what it saves",
)
  .addArgument(
    new Argument("[part]", "what to measure; draw: show an earlier run again; runs: list them")
      .choices([...parts, "all", "draw", "runs"]).default("all"),
  )
  .addOption(
    wholeNumber("--orders <n>", "orders of each round of the latency", 1, 10_000).default(100),
  )
  .addOption(
    wholeNumber(
      "--rounds <n>",
      "rounds of the latency (default: 5), failovers of each kind (1)",
      1,
      100,
    ),
  )
  .addOption(wholeNumber("--seed <n>", "of the orders and of the turns", 0).default(1))
  .option("--run <begin>", "with draw: the run that began then (default: the latest)")
  .option("--charts <folder>", "also draw what was measured")
  .option("--json", "print JSON")
  .action(async (part: Part | "all" | "draw" | "runs", flags: Flags) => {
    const settings = readSettings(Deno.env.toObject());
    if (part === "runs") return await showRuns(settings, flags);
    if (flags.run && part !== "draw") {
      throw new UsageError(`Cannot measure an earlier run: --run ${flags.run} goes with draw`);
    }
    const measured = part === "draw"
      ? await withDatabase(settings, "reader", notice, (db) => loadRun(db, flags.run))
      : await measure(settings, wanted(part, settings), flags);
    if (flags.charts) await drawCharts(measured, flags.charts);
    if (flags.json) return console.log(JSON.stringify(capJson(measured)));
    for (const line of capLines(measured)) console.log(line);
  });

/** The parts to measure: a server that is not ours is not broken. */
function wanted(part: Part | "all", { mongodbUri }: Settings): readonly Part[] {
  const chosen = part === "all" ? parts : [part];
  if (!mongodbUri || part === "latency") return chosen;
  if (part === "all") {
    notice("MONGODB_URI names a server that may not be broken: the latency alone is measured");
    return ["latency"];
  }
  throw new UsageError(
    `Cannot measure ${part} on the server of MONGODB_URI, whose members would have to be ` +
      "killed or cut off. Unset it: the laboratory then starts a replica set of its own",
  );
}

/** Measures the parts and stores the run, also what there is of one that fails on the way. */
async function measure(
  settings: Settings,
  chosen: readonly Part[],
  { orders, rounds, seed }: Flags,
): Promise<CapRun> {
  const inStore = <T>(action: (db: Db) => Promise<T>) =>
    withDatabase(settings, "owner", notice, action);
  const run: CapRun = {
    _id: new Date().toISOString(),
    parameters: { orders, rounds: rounds ?? defaultRounds, seed },
    versions: await inStore(versionsOf),
  };
  const laboratory = {
    mongod: () => findMongod(embeddedOptions(settings).sources, notice),
    database: settings.database,
    random: random(seed, "cap"),
    now: () => new Date(),
  };
  try {
    if (chosen.includes("latency")) {
      run.latency = await inStore((db) =>
        runLatency(db, laboratory, orders, rounds ?? defaultRounds)
      );
    }
    if (chosen.includes("failover")) run.failover = await runFailovers(laboratory, rounds ?? 1);
    const behindRelays = chosen.filter((part) => part !== "latency" && part !== "failover");
    if (behindRelays.length > 0) await runRelayed(laboratory, behindRelays, run);
  } finally {
    if (parts.some((part) => run[part])) await inStore((db) => storeRun(db, run));
  }
  return run;
}

/** Draws each part in a file of its own. */
async function drawCharts(measured: CapRun, folder: string): Promise<void> {
  const charts = Object.entries(capCharts(measured));
  for (const [name, chart] of charts) await writeFileWhole(join(folder, name), chart);
  notice(`Drew ${charts.map(([name]) => name).join(", ")} in ${folder}`);
}

async function showRuns(settings: Settings, { json }: Flags): Promise<void> {
  const runs = await withDatabase(settings, "reader", notice, listRuns);
  if (json) return console.log(JSON.stringify(runs));
  if (runs.length === 0) notice("No run of the laboratory yet: `deno task cap` makes one");
  for (const { id, parts } of runs) console.log(`${id}  ${parts.join(", ")}`);
}

async function versionsOf(db: Db): Promise<CapRun["versions"]> {
  const { version } = await db.admin().serverInfo();
  return { mongod: version, driver: driver.version, deno: Deno.version.deno };
}

await run(program);
