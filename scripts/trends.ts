/** `deno task trends`: count the views of the logs and publish the top products. */
import { trendsChart } from "../lib/charts/trends_chart.ts";
import { withDatabase } from "../lib/mongo/database.ts";
import { writeFileWhole } from "../lib/replace_files.ts";
import { readSettings } from "../lib/settings.ts";
import { publishTrends } from "../lib/trends/trends.ts";
import { describeRejected, type LogReport } from "../lib/trends/scan_file.ts";
import { command, notice, percentage, progress, run, wholeNumber } from "./cli.ts";
import { trendBars } from "./show.ts";
import { defaultMaxRejected_percent, type TrendsFlags, trendsOptions } from "./trends_flags.ts";

interface Flags extends TrendsFlags {
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
    const options = await trendsOptions(settings, flags);
    if (!options.webTraffic) notice("No web_traffic.csv: trending_products stays as it is");
    const reading = progress("bytes", await sizeOf(options.logs));
    const trends = await withDatabase(
      settings,
      "owner",
      notice,
      (db) => publishTrends(db, { ...options, onProgress: reading.update }),
    );
    reading.end();
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

const sizeOf = (path: string) => Deno.stat(path).then(({ size }) => size, () => 0);

await run(program);
