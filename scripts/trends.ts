/** `deno task trends`: count the views of the logs and publish the top products. */
import { trendsChart } from "../lib/charts/trends_chart.ts";
import { withDatabase } from "../lib/mongo/database.ts";
import { writeFileWhole } from "../lib/replace_files.ts";
import { readSettings } from "../lib/settings.ts";
import { publishTrends } from "../lib/trends/trends.ts";
import { describeRejected, type LogReport } from "../lib/trends/scan_file.ts";
import { command, notice, percentage, run, wholeNumber } from "./cli.ts";
import { trendBars } from "./show.ts";
import { defaultMaxRejected_percent, trendsOptions } from "./trends_flags.ts";

interface Flags {
  readonly logs?: string;
  readonly webTraffic?: string;
  readonly top: number;
  readonly maxRejected: number;
  readonly chart?: string;
  readonly json?: true;
}

const program = command(
  "trends",
  "Count the views of the logs and replace analytics_trends and trending_products",
)
  .option("--logs <file>", "the shop's log (default: data/logs.csv)")
  .option(
    "--web-traffic <file>",
    "the web tracker's log (default: data/web_traffic.csv, if it is there)",
  )
  .addOption(wholeNumber("--top <n>", "how many products to rank").default(10))
  .addOption(
    percentage(
      "--max-rejected <percent>",
      "fail, and keep the old trends, if more rows are unusable",
    )
      .default(defaultMaxRejected_percent),
  )
  .option("--chart <file.svg>", "also draw the trends as a picture")
  .option("--json", "print JSON")
  .action(async (flags: Flags) => {
    const settings = readSettings(Deno.env.toObject());
    const { webTraffic: usualTraffic = "", ...usual } = trendsOptions(settings, flags.top);
    const webTraffic = flags.webTraffic ?? await ifThere(usualTraffic);
    if (!webTraffic) notice(`No ${usualTraffic}: trending_products stays as it is`);
    const options = {
      ...usual,
      ...(flags.logs !== undefined && { logs: flags.logs }),
      ...(webTraffic && { webTraffic }),
      maxRejected: flags.maxRejected / 100,
    };
    const trends = await withDatabase(
      settings,
      "owner",
      notice,
      (db) => publishTrends(db, options),
    );
    if (flags.chart) await writeFileWhole(flags.chart, trendsChart(trends.top));
    for (const log of [trends.logs, ...(trends.webTraffic ? [trends.webTraffic] : [])]) warn(log);
    if (flags.json) {
      const { rows_read, rows_kept, rejected } = trends.logs;
      const rejections = Object.fromEntries(rejected);
      console.log(JSON.stringify({ rows_read, rows_kept, rejections, trends: trends.top }));
      return;
    }
    console.log(`${trends.logs.rows_kept.toLocaleString("en-US")} rows of ${options.logs}\n`);
    for (const line of trendBars(trends.top)) console.log(line);
  });

function warn(log: LogReport): void {
  if (!log.quarantine) return;
  notice(`${log.path}: set aside ${describeRejected(log)}; see ${log.quarantine}`);
}

const ifThere = (path: string) => Deno.stat(path).then(() => path, () => undefined);

await run(program);
