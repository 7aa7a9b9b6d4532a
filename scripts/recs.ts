/** `deno task recs`: train the recommendations and write them to every user. */
import { UsageError } from "../lib/base/errors.ts";
import { keepInput } from "../lib/base/files/inputs.ts";
import { requireWritable } from "../lib/base/files/output.ts";
import { withDatabase } from "../lib/mongo/database.ts";
import { type Ratings, ratingsOf } from "../lib/recommend/engine/mod.ts";
import { rankAll } from "../lib/recommend/rank_all.ts";
import { publishRecommendations, type RecommendOptions } from "../lib/recommend/recommendations.ts";
import { sampleUsers } from "../lib/recommend/sample_users.ts";
import { formatOf, writeRanking } from "../lib/recommend/write_ranking.ts";
import { readSettings } from "../lib/base/settings.ts";
import { command, examples, notice, print, progress, run } from "./shared/cli.ts";
import { type ReplaceFlag, replaceFlag } from "./shared/replace_flag.ts";
import {
  addTrainingFlags,
  recommendOptions,
  topFlag,
  type TrainingFlags,
} from "./shared/recs_flags.ts";
import { readShowing, showingSteps, showingTraining } from "./shared/show_progress.ts";
import { evaluationLines } from "../lib/recommend/report/evaluation_lines.ts";
import { recommendationLines } from "../lib/recommend/report/recommendation_lines.ts";
import { counted } from "../lib/base/text/counted.ts";

interface Flags extends TrainingFlags, ReplaceFlag {
  readonly top: number;
  readonly interactions?: string;
  readonly out?: string;
  readonly verbose?: true;
  readonly json?: true;
}

const program = addTrainingFlags(
  command("recs", "Train the recommendations on the orders and write the best to every user"),
)
  .addOption(topFlag())
  .option(
    "--interactions <file>",
    "train on user,item[,weight][,timestamp] in CSV, gzip or Parquet instead, - for standard " +
      "input; needs --out",
  )
  .option("--out <file>", "where the recommendations for --interactions go: .jsonl or .csv")
  .addOption(replaceFlag())
  .option("--verbose", "print the loss after each iteration")
  .option("--json", "print JSON")
  .action(async ({ json, verbose, interactions, out, ...flags }: Flags) => {
    const options = {
      ...recommendOptions(flags),
      ...(verbose &&
        {
          onIteration: (iteration: number, loss: number) =>
            notice(`iteration ${iteration}: loss ${loss.toFixed(2)}`),
        }),
    };
    if (interactions) return await recommendFile(interactions, out, options, json);
    if (out) throw new UsageError("Cannot use --out without --interactions");
    const settings = readSettings(Deno.env.toObject());
    await withDatabase(settings, "owner", notice, async (db) => {
      const report = await showingSteps((onStep) =>
        publishRecommendations(db, { ...options, onStep })
      );
      if (json) return print(JSON.stringify(report));
      const { users, orders, coldUsers, evaluation } = report;
      print(
        `${users} users from ${orders} orders; ${coldUsers} without an order ` +
          `(in ${db.databaseName})`,
        "",
      );
      for (const user of await sampleUsers(db, 3)) {
        print(...recommendationLines(user));
      }
      print("", ...evaluationLines(evaluation));
    });
  });

/** The matrix of a file. What it was made of can then be forgotten. */
async function readMatrix(path: string): Promise<Ratings<string>> {
  const observations = await readShowing(path);
  return await showingSteps((begin) => {
    begin("making the matrix");
    return ratingsOf(observations);
  });
}

/** Recommends for the users of a file, and leaves the database alone. */
async function recommendFile(
  path: string,
  out: string | undefined,
  options: RecommendOptions,
  json?: true,
) {
  if (!out) throw new UsageError("Cannot use --interactions without --out, a .jsonl or .csv file");
  formatOf(out); // a wrong name is found out before the training
  keepInput(path);
  requireWritable(out);
  const matrix = await readMatrix(path);
  const writing = progress("users", matrix.users.length);
  const ranked = rankAll(matrix, showingTraining(options), options.top);
  const users = await writeRanking(out, ranked, (written) => writing.update(written));
  writing.end();
  const report = { users, items: matrix.items.length, interactions: matrix.indices.length, out };
  print(
    json
      ? JSON.stringify(report)
      : `${counted(users, "user")}, ${counted(report.items, "item")}, ${
        counted(report.interactions, "interaction")
      }: wrote ${out}`,
  );
}

examples(program, {
  "--factors 64 --regularization 20 --verbose":
    "another training, with its loss after each iteration",
  "--interactions ratings.csv --out top.jsonl --top 10":
    "for the users of a file, without the database",
});
await run(program);
