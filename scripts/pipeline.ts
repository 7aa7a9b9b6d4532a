/** `deno task pipeline`: the main job, from nothing to trends and recommendations. */
import { join } from "node:path";
import { trendsChart } from "../lib/charts/trends_chart.ts";
import type { User } from "../lib/documents.ts";
import { databaseUri, withDatabase } from "../lib/mongo/database.ts";
import { publishRecommendations, type RecommendReport } from "../lib/recommend/recommendations.ts";
import { sampleUsers } from "../lib/recommend/sample_users.ts";
import { writeFileWhole } from "../lib/replace_files.ts";
import { readSettings } from "../lib/settings.ts";
import { loadStore } from "../lib/simulate/load_store.ts";
import { formatSummary, summarize, type Summary, writeLogs } from "../lib/simulate/mod.ts";
import { publishTrends, type Trends } from "../lib/trends/trends.ts";
import { describeRejected } from "../lib/trends/scan_file.ts";
import { command, run } from "./cli.ts";
import { type Phase, runPhases } from "./phases.ts";
import { recommendOptions } from "./recs_flags.ts";
import { evaluationLine, recommendationLines, trendBars } from "./show.ts";
import { addStoreFlags, simulateFromFlags, type StoreFlags } from "./store_flags.ts";
import { trendsOptions } from "./trends_flags.ts";

interface Flags extends StoreFlags {
  readonly keepData?: boolean;
  readonly json?: boolean;
}

const ranks = 10;
const shownUsers = 3;

const program = addStoreFlags(
  command(
    "pipeline",
    "Generate the store, start MongoDB, load it, compute trends, train recommendations",
  ),
)
  .option("--keep-data", "use the store and the logs that are there, generate nothing")
  .option("--json", "print a machine-readable report, and nothing else, on standard output")
  .action(async ({ keepData = false, json = false, ...flags }: Flags) => {
    const settings = readSettings(Deno.env.toObject());
    const found: { summary?: Summary; trends?: Trends; recs?: RecommendReport; users?: User[] } =
      {};
    const store = keepData ? undefined : simulateFromFlags(flags);
    const chart = join(settings.dataDir, "charts", "trends.svg");

    const database: Phase = {
      name: "database",
      title: "Start MongoDB",
      async run({ notice }) {
        await databaseUri(settings, "owner", notice);
        const where = settings.mongodbUri ? "the server of MONGODB_URI" : "3 members on 127.0.0.1";
        return { rows_in: 0, rows_out: 0, summary: where };
      },
    };
    const generate: Phase[] = store === undefined ? [] : [{
      name: "generate",
      title: "Generate the logs",
      async run({ progress }) {
        const counts = await writeLogs(store, settings.dataDir, {
          onProgress: (rows) => progress(`${whole(rows)} of ${whole(store.eventCount)} rows`),
        });
        found.summary = summarize(store, counts);
        return { rows_in: 0, rows_out: counts.rows, summary: `${whole(counts.rows)} events` };
      },
    }, {
      name: "load",
      title: "Load the store",
      async run({ notice, progress }) {
        const { products, users, orderCount } = store;
        const rows = products.length + users.length + orderCount;
        const rows_out = await withDatabase(
          settings,
          "owner",
          notice,
          (db) =>
            loadStore(
              db,
              store,
              (written) => progress(`${whole(written)} of ${whole(rows)} documents`),
            ),
        );
        const summary = `${products.length} products, ${whole(users.length)} users, ${
          whole(orderCount)
        } orders`;
        return { rows_in: rows, rows_out, summary };
      },
    }];
    const compute: Phase[] = [{
      name: "trends",
      title: "Compute the trends",
      async run({ notice }) {
        const trends = await withDatabase(
          settings,
          "owner",
          notice,
          (db) => publishTrends(db, trendsOptions(settings, ranks)),
        );
        found.trends = trends;
        await writeFileWhole(chart, trendsChart(trends.top));
        const { rows_read, rows_kept } = trends.logs;
        const rejected = rows_read > rows_kept
          ? `, set aside ${describeRejected(trends.logs)}`
          : "";
        return {
          rows_in: rows_read,
          rows_out: trends.top.length + trends.trending.length,
          summary: `${whole(rows_kept)} events counted${rejected}`,
        };
      },
    }, {
      name: "recommend",
      title: "Train the recommendations",
      async run({ notice }) {
        const recs = await withDatabase(settings, "owner", notice, async (db) => {
          const recs = await publishRecommendations(db, recommendOptions({ seed: flags.seed }));
          found.users = await sampleUsers(db, shownUsers);
          return recs;
        });
        found.recs = recs;
        const summary = `${whole(recs.users)} users from ${whole(recs.orders)} orders`;
        return { rows_in: recs.orders, rows_out: recs.users, summary };
      },
    }];

    const phases = await runPhases([database, ...generate, ...compute], json);
    const { trends, recs, users = [], summary } = found;
    if (!trends || !recs) return; // a phase failed, and its error is on its way
    if (json) {
      const { k, als, popularity } = recs.evaluation;
      console.log(JSON.stringify({
        ok: true,
        phases,
        trends: trends.top,
        evaluation: {
          [`ndcg_at_${k}`]: { als: als.ndcg, popularity: popularity.ndcg },
          [`hit_rate_at_${k}`]: { als: als.hitRate, popularity: popularity.hitRate },
          users: als.users,
        },
      }));
      return;
    }
    const section = (title: string, lines: readonly string[]) => {
      console.log(`\n${title}\n`);
      for (const line of lines) console.log(`  ${line}`);
    };

    section("Most viewed", trendBars(trends.top));
    section("Recommended for you", users.flatMap(recommendationLines));
    console.log(`\n${evaluationLine(recs.evaluation)}`);
    section("What next", [
      `${chart}  the trends as a picture`,
      "npx deno task db uri       the connection string, for Compass, mongosh or your own code",
      "npx deno task trends --help, recs --help, generate --help  run one phase by itself",
      "npx deno task db stop      stop MongoDB; the data stays",
    ]);
  });

const whole = (value: number) => value.toLocaleString("en-US");

await run(program);
