/** `deno task cap`: the Black Friday laboratory, what a write concern costs and what it saves. */
import { join } from "node:path";
import { Argument } from "commander";
import type { Db } from "mongodb";
import driver from "mongodb/package.json" with { type: "json" };
import { listRuns, loadRun, storeRun } from "../lib/cap/runs.ts";
import type { CapRun } from "../lib/cap/cap_run.ts";
import { UsageError } from "../lib/base/errors.ts";
import { requireOurs } from "../lib/mongo/publishing/require_ours.ts";
import { laboratoryBook } from "../lib/cap/laboratory_book.ts";
import { embeddedOptions, withDatabase } from "../lib/mongo/database.ts";
import { findMongod } from "../lib/mongo/server/mongod_binary.ts";
import { random } from "../lib/base/random.ts";
import { requireWritableFolder } from "../lib/base/files/output.ts";
import { writeFileWhole } from "../lib/base/files/replace_files.ts";
import { readSettings, type Settings } from "../lib/base/settings.ts";
import { type CapPart, capParts } from "../lib/cap/cap_parts.ts";
import { measureParts } from "../lib/cap/parts/measure_parts.ts";
import { capCharts } from "../lib/cap/report/cap_charts.ts";
import { capJson } from "../lib/cap/report/cap_json.ts";
import { capLines } from "../lib/cap/report/cap_lines.ts";
import { command, examples, notice, print, progress, run, wholeNumber } from "./shared/cli.ts";
import { type ReplaceFlag, replaceFlag } from "./shared/replace_flag.ts";

/** Rounds of the latency, if the user does not say. */
const defaultRounds = 5;
/** So that a run can be stored in one document, and the connections be opened. */
const mostOrders = 500, mostRounds = 100, mostFailovers = 30;

interface Flags extends ReplaceFlag {
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
      .choices([...capParts, "all", "draw", "runs"]).default("all"),
  )
  .addOption(
    wholeNumber("--orders <n>", "orders of each round of the latency", 1, mostOrders).default(100),
  )
  .addOption(
    wholeNumber(
      "--rounds <n>",
      "rounds of the latency (default: 5), failovers of each kind (1)",
      1,
      mostRounds,
    ),
  )
  .addOption(wholeNumber("--seed <n>", "of the orders and of the turns", 0).default(1))
  .option("--run <begin>", "with draw: the run that began then (default: the latest)")
  .option("--charts <folder>", "also draw what was measured")
  .addOption(replaceFlag())
  .option("--json", "print JSON")
  .action(async (part: CapPart | "all" | "draw" | "runs", flags: Flags) => {
    const settings = readSettings(Deno.env.toObject());
    if (part === "runs") return await showRuns(settings, flags);
    if (flags.run && part !== "draw") {
      throw new UsageError(`Cannot measure an earlier run: --run ${flags.run} goes with draw`);
    }
    if (flags.charts) requireWritableFolder(flags.charts);
    const measured = part === "draw"
      ? await withDatabase(settings, "reader", notice, (db) => loadRun(db, flags.run))
      : await measure(settings, wanted(part, settings), flags);
    if (flags.json) print(JSON.stringify(capJson(measured)));
    else print(...capLines(measured));
    if (part !== "draw") await keep(settings, measured, flags);
    if (flags.charts) await drawCharts(measured, flags.charts);
  });

/** The parts to measure: a server that is not ours is not broken. */
function wanted(part: CapPart | "all", { mongodbUri }: Settings): readonly CapPart[] {
  const chosen = part === "all" ? capParts : [part];
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

/** Measures the parts; of a run that fails on the way, what there is is kept. */
async function measure(
  settings: Settings,
  chosen: readonly CapPart[],
  flags: Flags,
): Promise<CapRun> {
  const { orders, rounds: wantedRounds, seed, replace } = flags;
  const rounds = wantedRounds ?? defaultRounds, failovers = wantedRounds ?? 1;
  if (chosen.includes("failover") && failovers > mostFailovers) {
    throw new UsageError(
      `Cannot measure ${failovers} rounds of failovers: at most ${mostFailovers} fit in a run`,
    );
  }
  const inStore = <T>(action: (db: Db) => Promise<T>, connections?: number) =>
    withDatabase(settings, "owner", notice, action, { connections });
  if (!replace) await inStore((db) => requireOurs(db, laboratoryBook, Object.keys(laboratoryBook)));
  const run: CapRun = {
    _id: new Date().toISOString(),
    parameters: { orders, rounds, failovers, seed },
    versions: await inStore(versionsOf),
  };
  const laboratory = {
    mongod: () => findMongod(embeddedOptions(settings).sources, notice),
    database: settings.database,
    random: random(seed, "cap"),
    now: () => new Date(),
    replace,
    onNotice: notice,
    startProgress: progress,
  };
  try {
    await measureParts(run, chosen, laboratory, inStore);
  } catch (error) {
    if (capParts.some((part) => run[part])) {
      await keep(settings, run, flags);
      notice("What was measured before it failed: `deno task cap draw`");
    }
    throw error;
  }
  return run;
}

/** Stores a run, to be drawn again. */
const keep = (settings: Settings, measured: CapRun, { replace }: Flags) =>
  withDatabase(settings, "owner", notice, (db) => storeRun(db, measured, { replace }));

/** Draws each part in a file of its own. */
async function drawCharts(measured: CapRun, folder: string): Promise<void> {
  const charts = Object.entries(capCharts(measured));
  for (const [name, chart] of charts) await writeFileWhole(join(folder, name), chart);
  notice(`Drew ${charts.map(([name]) => name).join(", ")} in ${folder}`);
}

async function showRuns(settings: Settings, { json }: Flags): Promise<void> {
  const runs = await withDatabase(settings, "reader", notice, listRuns);
  if (json) return print(JSON.stringify(runs));
  if (runs.length === 0) notice("No run of the laboratory yet: `deno task cap` makes one");
  for (const { id, parts } of runs) print(`${id}  ${parts.join(", ")}`);
}

async function versionsOf(db: Db): Promise<CapRun["versions"]> {
  const { version } = await db.admin().serverInfo();
  return { mongod: version, driver: driver.version, deno: Deno.version.deno };
}

examples(program, {
  "latency --orders 200 --rounds 10": "what users wait for an insert at w: 1 and at majority",
  "--charts data/charts": "everything, with pictures",
  "draw --charts data/charts": "the latest run again, without measuring",
});
await run(program);
