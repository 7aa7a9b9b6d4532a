/** `deno task pipeline`: the main job, from nothing to trends and recommendations. */
import "./shared/require_native_parts.ts";
import { join } from "node:path";
import { Option } from "commander";
import type { Db } from "mongodb";
import { requireWritableFolder } from "../lib/base/files/output.ts";
import { discard } from "../lib/base/files/temporary_files.ts";
import { type CollectionName, storeBook } from "../lib/documents.ts";
import { publishTogether } from "../lib/mongo/publish.ts";
import type { Edition } from "../lib/mongo/publishing/edition.ts";
import { withDatabase } from "../lib/mongo/database.ts";
import { putRecommendations, type RecommendReport } from "../lib/recommend/recommendations.ts";
import { type SampleUser, sampleUsers } from "../lib/recommend/sample_users.ts";
import { readSettings, type Settings } from "../lib/base/settings.ts";
import { putStore } from "../lib/simulate/load_store.ts";
import {
  formatSummary,
  type PreparedLogs,
  prepareLogs,
  requireOurLogs,
  type SimulatedStore,
  summarize,
  type Summary,
} from "../lib/simulate/mod.ts";
import { addRejected } from "../lib/trends/scan/rejected_rows.ts";
import { describeRejected, zoneLine } from "../lib/trends/scan/scan_logs.ts";
import { type LogTrends, putTrends } from "../lib/trends/publish_trends.ts";
import { command, examples, notice, print, run } from "./shared/cli.ts";
import { type Phase, type PhaseRecord, runPhases } from "./shared/phases.ts";
import { recommendOptions } from "./shared/recs_flags.ts";
import { evaluationJson } from "../lib/recommend/report/evaluation_json.ts";
import { evaluationLines } from "../lib/recommend/report/evaluation_lines.ts";
import { recommendationLines } from "../lib/recommend/report/recommendation_lines.ts";
import { aheadLine, hotLines } from "../lib/trends/report/hot_lines.ts";
import { trendBars } from "../lib/trends/report/trend_bars.ts";
import { whole } from "../lib/base/text/whole.ts";
import { type ReplaceFlag, replaceFlag } from "./shared/replace_flag.ts";
import { addStoreFlags, simulateFromFlags, type StoreFlags } from "./shared/store_flags.ts";
import { drawTrends } from "../lib/trends/charts/draw_trends.ts";
import { trendsDefaults, trendsOptions } from "./shared/trends_flags.ts";

interface Flags extends StoreFlags, ReplaceFlag {
  readonly keepData?: true;
  readonly json?: true;
}

/** What the phases found out, each its part. */
interface Findings {
  summary?: Summary;
  trends?: LogTrends;
  recommendations?: RecommendReport;
  sample?: SampleUser[];
}

const shownUsers = 3;

/** What is replaced if the store stays. */
const keptNames: readonly CollectionName[] = [
  ...["users", "analytics_trends", "hot_right_now", "trend_breakdowns"] as const,
];

const program = addStoreFlags(
  command(
    "pipeline",
    "Generate the store, start MongoDB, load it, compute trends, train recommendations",
  ),
)
  .addOption(
    new Option("--keep-data", "use the store and the logs that are there, generate nothing")
      .conflicts(["users", "products", "orders", "events", "days", "rising"]),
  )
  .addOption(replaceFlag("logs that the simulator did not write, and "))
  .option("--json", "print a machine-readable report, and nothing else, on standard output")
  .action(async ({ keepData, replace, json, ...flags }: Flags) => {
    const settings = readSettings(Deno.env.toObject());
    requireWritableFolder(chartsOf(settings));
    const store = keepData ? undefined : simulateFromFlags(flags);
    if (store && !replace) await requireOurLogs(settings.dataDir);
    const findings: Findings = {};
    const isSilent = json === true;
    const phases = await runPhases([database(settings)], isSilent);
    const names = store ? Object.keys(storeBook) as CollectionName[] : keptNames;
    await withDatabase(
      settings,
      "owner",
      notice,
      (db) =>
        publishTogether(db, storeBook, names, async (edition) => {
          const run: Run = { settings, edition, findings, replace };
          try {
            phases.push(
              ...await runPhases([
                ...(store ? [generate(run, store), load(run, store)] : []),
                trends(run),
                recommend(run, db, flags.seed),
              ], isSilent),
            );
          } finally {
            if (run.logs) discard(run.logs.folder);
          }
        }, { replace }),
    );
    if (findings.trends) await drawTrends(findings.trends, { charts: chartsOf(settings) });
    if (json) print(JSON.stringify(report(settings, phases, findings)));
    else show(settings, findings);
  });

/** What the phases after the database work with, and what they find. */
interface Run {
  readonly settings: Settings;
  /** The store as it will be: everything takes its place together at the end. */
  readonly edition: Edition<typeof storeBook>;
  readonly findings: Findings;
  /** Whether to replace what the kit did not make. */
  readonly replace: true | undefined;
  /** The new logs, which take their place then, too. */
  logs?: PreparedLogs;
}

function database(settings: Settings): Phase {
  return {
    name: "database",
    title: "Start MongoDB",
    async run({ notice }) {
      await withDatabase(settings, "owner", notice, () => Promise.resolve()); // it answers
      const where = settings.mongodbUri ? "the server of MONGODB_URI" : "3 members on 127.0.0.1";
      const summary = `${where}, database ${settings.database}`;
      return { rows_in: 0, rows_out: 0, summary };
    },
  };
}

function generate(run: Run, store: SimulatedStore): Phase {
  return {
    name: "generate",
    title: "Generate the logs",
    async run({ progress }) {
      run.logs = await prepareLogs(store, run.settings.dataDir, {
        onProgress: (rows) => progress(`${whole(rows)} of ${whole(store.eventCount)} rows`),
        replace: run.replace,
      });
      run.findings.summary = summarize(store, run.logs);
      return { rows_in: 0, rows_out: run.logs.rows, summary: `${whole(run.logs.rows)} events` };
    },
  };
}

function load({ edition }: Run, store: SimulatedStore): Phase {
  const { products, users, orderCount } = store;
  const rows_in = products.length + users.length + orderCount;
  const counts = [[products.length, "products"], [users.length, "users"], [orderCount, "orders"]];
  return {
    name: "load",
    title: "Load the store",
    async run({ progress }) {
      const rows_out = await putStore(
        edition,
        store,
        (n) => progress(`${whole(n)} of ${whole(rows_in)} documents`),
      );
      const summary = counts.map(([count, what]) => `${whole(Number(count))} ${what}`).join(", ");
      return { rows_in, rows_out, summary };
    },
  };
}

function trends(run: Run): Phase {
  return {
    name: "trends",
    title: "Compute the trends",
    async run({ notice }) {
      const { settings, edition, findings, logs: prepared } = run;
      const where = prepared ? { ...settings, dataDir: prepared.folder } : settings;
      const options = await trendsOptions(where, trendsDefaults);
      const found = await putTrends(edition, {
        ...options,
        quarantineDir: join(settings.dataDir, "quarantine"),
      });
      findings.trends = found;
      for (const line of [aheadLine(found), zoneLine(found.logs.logs)]) if (line) notice(line);
      const { rows_read, rows_kept, logs } = found.logs;
      const rejected = rows_read > rows_kept
        ? `, set aside ${describeRejected(addRejected(logs))}`
        : "";
      const { top, trending, hot, breakdowns } = found;
      return {
        rows_in: rows_read,
        rows_out: top.length + trending.length + (hot?.length ?? 0) + breakdowns.length,
        summary: `${whole(rows_kept)} events counted${rejected}`,
      };
    },
  };
}

function recommend(run: Run, db: Db, seed: number): Phase {
  return {
    name: "recommend",
    title: "Train the recommendations",
    async run({ progress }) {
      const { edition, settings, findings, logs } = run;
      const options = { ...recommendOptions({ seed }), onStep: progress };
      const done = await putRecommendations(edition, options);
      if (logs) edition.withFiles(logs.folder, settings.dataDir);
      await edition.publish();
      findings.recommendations = done;
      findings.sample = await sampleUsers(db, shownUsers);
      return {
        rows_in: done.orders,
        rows_out: done.users,
        summary: `${whole(done.users)} users from ${whole(done.orders)} orders`,
      };
    },
  };
}

/** The report of `--json`. */
function report(
  { database }: Settings,
  phases: readonly PhaseRecord[],
  { trends, recommendations }: Findings,
) {
  if (!recommendations) throw new TypeError("Cannot report: the last phase has not run");
  return {
    ok: true,
    database,
    phases,
    trends: trends?.top ?? [],
    evaluation: evaluationJson(recommendations.evaluation),
  };
}

/** Prints what a person wants to see. */
function show(settings: Settings, { summary, trends, recommendations, sample }: Findings): void {
  const section = (title: string, lines: readonly string[]) => {
    print("", title, ...lines.map((line) => `  ${line}`));
  };
  if (summary) print("", ...formatSummary(summary));
  section("The top of analytics_trends", trendBars(trends?.top ?? []));
  section("Hot right now", hotLines(trends?.hot ?? []));
  section("Recommended for three users", (sample ?? []).flatMap(recommendationLines));
  if (recommendations) print("", ...evaluationLines(recommendations.evaluation));
  section("What next", [
    "npx --yes deno task dashboard     the trends and the users, live, in the browser",
    "npx --yes deno task servers uri   the connection string, for Compass, mongosh or your own code",
    "npx --yes deno task servers stop  stop MongoDB; the data stays",
    "npx --yes deno task trends --help, and recs, generate: one phase by itself",
    `The trends as pictures: ${chartsOf(settings)}`,
  ]);
}

const chartsOf = ({ dataDir }: Settings) => join(dataDir, "charts");

examples(program, {
  "": "the default store: 1,000 users, 64 products, 2,000 orders",
  "--users 10000 --seed 7": "a larger store, and another one",
  "--keep-data": "trends and recommendations again, of the logs and orders that are there",
});
await run(program);
