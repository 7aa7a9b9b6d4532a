/** `deno task trends`: count the logs and publish what they say. */
import "./shared/require_native_parts.ts";
import { Option } from "commander";
import { UsageError } from "../lib/base/errors.ts";
import { requireWritable, requireWritableFolder } from "../lib/base/files/output.ts";
import { withDatabase } from "../lib/mongo/database.ts";
import { readSettings } from "../lib/base/settings.ts";
import {
  describeRejected,
  type LogsReport,
  whereRejected,
  zoneLine,
} from "../lib/trends/scan/scan_logs.ts";
import { bytesToRead, publishTrends } from "../lib/trends/publish_trends.ts";
import {
  command,
  duration,
  examples,
  notice,
  print,
  progress,
  run,
  wholeNumber,
} from "./shared/cli.ts";
import { breakdownLines } from "../lib/trends/report/breakdown_lines.ts";
import { aheadLine, hotLines } from "../lib/trends/report/hot_lines.ts";
import { trendBars } from "../lib/trends/report/trend_bars.ts";
import { trendsJson } from "../lib/trends/report/trends_json.ts";
import { counted } from "../lib/base/text/counted.ts";
import { replaceFlag } from "./shared/replace_flag.ts";
import { addTrendsFlags, type TrendsFlags, trendsOptions } from "./shared/trends_flags.ts";
import { follow, type FollowFlags } from "./shared/trends_follow.ts";

interface Flags extends TrendsFlags, FollowFlags {
  readonly chart?: string;
  readonly charts?: string;
}

/** What --follow cannot be used with. */
const notFollowing = ["webTraffic", "asOf", "threads", "chart", "charts"];

const program = addTrendsFlags(
  command(
    "trends",
    "Count the logs and replace analytics_trends, hot_right_now, trend_breakdowns, " +
      "trending_products",
  ),
  "files or pipes (CSV, gzip, Parquet), folders, patterns, - for standard input",
)
  .addOption(
    wholeNumber(
      "--threads <n>",
      "threads for a large CSV file (default: as the processor has, up to 8)",
      1,
      64,
    ),
  )
  .option("--plain", "count in plain TypeScript, without WebAssembly")
  .option("--chart <file.svg>", "also draw the top products as a picture")
  .option(
    "--charts <folder>",
    "also draw all pictures: top, hot, funnel, by hour, weekday, category, city",
  )
  .addOption(replaceFlag())
  .option("--json", "print JSON")
  .addOption(
    new Option(
      "--follow",
      "go on counting as one CSV log grows and is rotated, and publish what is new (not the web " +
        "tracker's log); a later run goes on where this one ended",
    ).conflicts(notFollowing),
  )
  .addOption(
    duration("--every <time>", "with --follow: how often to look (default: 2s)").conflicts("once"),
  )
  .option("--once", "with --follow: look once, then end")
  .option("--restart", "with --follow: forget what was counted before")
  .action(async (flags: Flags) => {
    const settings = readSettings(Deno.env.toObject());
    if (flags.follow) return await follow(settings, flags);
    for (const flag of ["every", "once", "restart"] as const) {
      if (flags[flag]) throw new UsageError(`Cannot use --${flag}: it goes with --follow only`);
    }
    const options = await trendsOptions(settings, flags);
    if (flags.chart) requireWritable(flags.chart);
    if (flags.charts) requireWritableFolder(flags.charts);
    if (!options.webTraffic) notice("No web_traffic.csv: trending_products stays as it is");
    const total_bytes = await bytesToRead(options);
    const reading = progress("bytes", total_bytes);
    let users: ReturnType<typeof progress> | undefined;
    const trends = await withDatabase(
      settings,
      "owner",
      notice,
      (db) =>
        publishTrends(db, {
          ...options,
          replace: flags.replace,
          onUsers: (read, total) => (users ??= progress("users", total)).update(read),
          onProgress(bytes) {
            users?.end();
            users = undefined;
            if (total_bytes > 0) reading.update(bytes);
          },
        }),
    );
    reading.end();
    if (flags.chart || flags.charts) {
      const { drawTrends } = await import("../lib/trends/charts/draw_trends.ts"); // which takes time to load
      await drawTrends(trends, flags);
    }
    const reports = [trends.logs, ...(trends.webTraffic ? [trends.webTraffic] : [])];
    for (const report of reports) warn(report);
    const zone = zoneLine(reports.flatMap(({ logs }) => logs));
    if (zone) notice(zone);
    const ahead = aheadLine(trends);
    if (ahead) notice(`${ahead} (--as-of says otherwise)`);
    if (flags.json) return print(JSON.stringify(trendsJson(trends)));
    const { rows_kept, logs } = trends.logs;
    const read = logs.map(({ path }) => path).join(", ");
    print(`${counted(rows_kept, "row")} of ${read}, published in ${settings.database}`);
    section("The most viewed", trendBars(trends.top));
    section("Hot right now", hotLines(trends.hot));
    section("What becomes of views", breakdownLines(trends.breakdowns));
  });

function warn({ logs, quarantine = "" }: LogsReport): void {
  for (const log of logs) {
    if (log.rejected.size === 0) continue;
    const where = whereRejected(log, log.quarantined, quarantine);
    notice(`${log.path}: set aside ${describeRejected(log.rejected)}. ${where}`);
  }
}

function section(title: string, lines: readonly string[]): void {
  print("", title, ...lines.map((line) => `  ${line}`));
}

examples(program, {
  "--as-of 2025-11-28T20:00Z --half-life 3h": "what was hot on Black Friday in the evening",
  "--logs data/logs-*.csv.gz --charts data/charts": "several logs together, and pictures",
  "--follow --every 5s": "go on counting while the log grows",
});
await run(program);
