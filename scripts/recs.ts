/** `deno task recs`: train the recommendations and write them to every user. */
import { withDatabase } from "../lib/mongo/database.ts";
import { defaults, publishRecommendations } from "../lib/recommend/recommendations.ts";
import { sampleUsers } from "../lib/recommend/sample_users.ts";
import { readSettings } from "../lib/settings.ts";
import { command, notice, run, wholeNumber } from "./cli.ts";
import { addTrainingFlags, recommendOptions, type TrainingFlags } from "./recs_flags.ts";
import { evaluationLines, recommendationLines } from "./show.ts";

const program = addTrainingFlags(
  command("recs", "Train the recommendations on the orders and write the best to every user"),
)
  .addOption(wholeNumber("--top <n>", "recommendations per user").default(defaults.top))
  .option("--json", "print JSON")
  .action(async ({ json, ...flags }: TrainingFlags & { top: number; json?: true }) => {
    const settings = readSettings(Deno.env.toObject());
    await withDatabase(settings, "owner", notice, async (db) => {
      const report = await publishRecommendations(db, recommendOptions(flags));
      if (json) return console.log(JSON.stringify(report));
      const { users, orders, coldUsers, evaluation } = report;
      console.log(`${users} users from ${orders} orders; ${coldUsers} without an order\n`);
      for (const user of await sampleUsers(db, 3)) {
        for (const line of recommendationLines(user)) console.log(line);
      }
      console.log(`\n${evaluationLines(evaluation).join("\n")}`);
    });
  });

await run(program);
