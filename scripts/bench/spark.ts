/** `deno task bench spark`: the kit's engines against Spark on one machine, whole tasks, by size. */
import { isWhole } from "../../lib/base/is_whole.ts";
import { Command, InvalidArgumentError, Option } from "commander";
import { join } from "node:path";
import { projectDir } from "../../lib/base/settings.ts";
import { columns } from "../../lib/base/text/columns.ts";
import { notice, print, wholeNumber } from "../shared/cli.ts";
import { systemPython } from "../../lib/python/python_environment.ts";
import { whole } from "../../lib/base/text/whole.ts";
import { measureProcess } from "./measure.ts";
import { showSpread, type Spread, spreadOf } from "./spread.ts";
import { withTemporaryStore } from "./temporary_store.ts";

interface Flags {
  readonly events: readonly number[];
  readonly users: readonly number[];
  readonly runs: number;
}

/** What a size of a task came to. */
interface Row {
  readonly task: string;
  readonly size: string;
  readonly seconds: Readonly<Record<"ours" | "spark", Spread>>;
  readonly peak_mb: Readonly<Record<"ours" | "spark", number>>;
}

const numbers = (text: string) => {
  const values = text.split(",").filter(Boolean).map(Number);
  if (values.every((value) => isWhole(value, 1))) return values;
  throw new InvalidArgumentError("It must be whole numbers, such as 20000,1000000.");
};

/** The command. */
export const sparkBench = new Command("spark")
  .description("Trends and recommendations, whole tasks, beside the same on Spark, by size")
  .addOption(
    new Option("--events <n,…>", "rows of the log").argParser(numbers)
      .default(
        [20_000, 1_000_000, 10_000_000, 100_000_000],
        "20000,1000000,10000000,100000000",
      ),
  )
  .option("--users <n,…>", "users of the store, with five orders each", numbers, [1_000, 20_000])
  .addOption(wholeNumber("--runs <n>", "how often to run each").default(2))
  .action(async (flags: Flags) => {
    const rows = await withTemporaryStore((env) => measure(flags, env));
    const lines = rows.map(({ task, size, seconds, peak_mb }) => [
      task,
      size,
      showSpread(seconds.ours),
      `${Math.round(peak_mb.ours)}`,
      showSpread(seconds.spark, 1),
      `${Math.round(peak_mb.spark)}`,
      (seconds.spark.fastest / seconds.ours.fastest).toFixed(0),
    ]);
    const head = ["task", "size", "ours, s", "MB", "Spark, s", "MB", "times"];
    print(...columns([head, ...lines], "lrrrrrr"));
  });

async function measure(
  { events, users, runs }: Flags,
  env: Readonly<Record<string, string>>,
): Promise<Row[]> {
  const folder = env["DZ_DATA"] ?? "";
  const task = (name: string, ...args: readonly string[]) => {
    notice(`spark: ${name} ${args.join(" ")}`);
    const script = join(projectDir, "scripts", `${name}.ts`);
    return measureProcess(systemPython, [Deno.execPath(), "run", "-A", script, ...args], name, env);
  };
  const compare = async (name: string, size: string, args: readonly string[]): Promise<Row> => {
    const ours = [], spark = [];
    for (let run = 0; run < runs; run++) { // in turn, so that a slow minute slows both
      ours.push(await task(name, ...args));
      spark.push(await task("spark", name, ...args));
    }
    return {
      task: name,
      size,
      seconds: {
        ours: spreadOf(ours.map(({ seconds }) => seconds)),
        spark: spreadOf(spark.map(({ seconds }) => seconds)),
      },
      peak_mb: {
        ours: Math.max(...ours.map(({ peak_mb }) => peak_mb ?? NaN)),
        spark: Math.max(...spark.map(({ peak_mb }) => peak_mb ?? NaN)),
      },
    };
  };
  const rows: Row[] = [];
  await task("generate");
  await Deno.remove(join(folder, "web_traffic.csv"));
  for (const count of events) {
    const out = join(folder, "events");
    await task("generate", "--events", `${count}`, "--no-load", "--out", out);
    const log = join(out, "logs.csv");
    const { size } = await Deno.stat(log);
    const gigabytes = (size / 1e9).toPrecision(2);
    rows.push(await compare("trends", `${whole(count)} rows, ${gigabytes} GB`, ["--logs", log]));
    await Deno.remove(out, { recursive: true });
  }
  for (const count of users) {
    const orders = 5 * count;
    const sizes = ["--users", `${count}`, "--orders", `${orders}`, "--events", `${20 * orders}`];
    await task("generate", ...sizes);
    rows.push(await compare("recs", `${whole(count)} users, ${whole(orders)} orders`, []));
  }
  return rows;
}
