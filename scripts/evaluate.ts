/** `deno task evaluate`: how good are the recommendations, beside those of simpler models? */
import { Option } from "commander";
import { drawEvaluation } from "../lib/recommend/charts/draw_evaluation.ts";
import { compareModels } from "../lib/recommend/evaluation/compare_models.ts";
import { figuresTable } from "../lib/recommend/report/figures_table.ts";
import { verdictLines } from "../lib/recommend/report/verdict_lines.ts";
import { withDatabase } from "../lib/mongo/database.ts";
import { random } from "../lib/base/random.ts";
import type { Interaction } from "../lib/recommend/engine/mod.ts";
import { engineRecommender } from "../lib/recommend/models/engine_recommender.ts";
import { readInteractions } from "../lib/recommend/data/read_interactions.ts";
import { readCategories, readPurchases } from "../lib/recommend/data/read_store.ts";
import {
  defaultGrid,
  type Parameters,
  searchParameters,
} from "../lib/recommend/evaluation/search.ts";
import { leaveLastOut, randomHoldOut, type Split } from "../lib/recommend/evaluation/split.ts";
import { readSettings, type Settings } from "../lib/base/settings.ts";
import { command, examples, notice, progress, run, wholeNumber } from "./shared/cli.ts";
import { addTrainingFlags, recommendOptions, type TrainingFlags } from "./shared/recs_flags.ts";

interface Flags extends TrainingFlags {
  readonly interactions?: string;
  readonly split: "last" | "random";
  readonly k: number;
  readonly search?: true;
  readonly charts?: string;
  readonly json?: true;
}

/** The share that the random split holds out. */
const heldOutShare = 0.2;

const program = addTrainingFlags(
  command("evaluate", "Compare ALS with popularity and item-item neighbours on held-out purchases"),
)
  .option(
    "--interactions <file.csv>",
    "user,item[,weight][,timestamp] instead of the store's orders",
  )
  .addOption(
    new Option("--split <how>", "hold out each user's last item, or 20 % at random")
      .choices(["last", "random"]).default("last"),
  )
  .addOption(wholeNumber("--k <n>", "how much of each list is looked at").default(3))
  .option("--search", "first search for better parameters, on a validation part")
  .option("--charts <folder>", "draw quality.svg, loss.svg and items.svg there")
  .option("--json", "print JSON")
  .action(async ({ interactions, json, search, charts, k, ...flags }: Flags) => {
    const settings = readSettings(Deno.env.toObject());
    const observed = interactions
      ? readInteractions(interactions)
      : await withDatabase(settings, "reader", notice, readPurchases);
    const hold = <User>(list: readonly Interaction<User>[]): Split<User> => {
      const generator = random(flags.seed, "split");
      return flags.split === "last"
        ? leaveLastOut(list)
        : randomHoldOut(list, heldOutShare, () => generator.next());
    };
    const split = hold<string | number>(observed);
    const options = recommendOptions(flags);
    const parameters = search ? await searched(hold(split.kept), flags, k) : {};
    const losses: number[] = [];
    const als = await engineRecommender(split.train, {
      ...options,
      ...parameters,
      ...(charts && { onIteration: (_, loss) => void losses.push(loss) }),
    });
    const figures = compareModels(als, split, k, flags.seed);
    const ndcg = figures.filter(({ metric }) => metric === "ndcg");
    if (charts) {
      const categories = interactions ? new Map() : await categoriesOf(settings);
      const drawn = await drawEvaluation(charts, { ndcg, k, losses, model: als.model, categories });
      notice(`Drew ${drawn.slice(0, -1).join(", ")} and ${drawn.at(-1)} in ${charts}`);
    }
    if (json) return console.log(JSON.stringify(figures));
    const tested = split.heldOut.filter((held) => held.length > 0).length;
    console.log(`${tested} users tested, ${split.train.items.length} items, k = ${k}\n`);
    for (const line of figuresTable(figures)) console.log(line);
    console.log(`\n${verdictLines(ndcg, k).join("\n")}`);
  });

/** The best parameters on a validation part, which is then trained on as well. */
async function searched(
  validation: Split<unknown>,
  flags: TrainingFlags,
  k: number,
): Promise<Parameters> {
  const trying = progress("candidates", defaultGrid.length);
  const train = (parameters: Parameters) =>
    engineRecommender(validation.train, recommendOptions({ ...flags, ...parameters }));
  const found = await searchParameters(
    validation,
    train,
    k,
    defaultGrid,
    (_, tried) => trying.update(tried),
  );
  trying.end();
  for (const { factors, alpha, regularization, ndcg } of found.slice(0, 3)) {
    notice(
      `validation nDCG@${k} ${ndcg.toFixed(3)}: --factors ${factors} --alpha ${alpha} ` +
        `--regularization ${regularization}`,
    );
  }
  const [best] = found;
  if (!best) throw new RangeError("Cannot search an empty grid");
  return best;
}

const categoriesOf = (settings: Settings) =>
  withDatabase(settings, "reader", notice, readCategories);

examples(program, {
  "--search --charts data/charts": "look for better parameters first, and draw what was found",
  "--interactions ratings.csv --split random --k 10": "on a file, without the database",
});
await run(program);
