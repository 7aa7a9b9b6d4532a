/** `deno task evaluate`: how good are the recommendations, beside those of simpler models? */
import { Option } from "commander";
import { requireWritableFolder } from "../lib/base/files/output.ts";
import { drawEvaluation } from "../lib/recommend/charts/draw_evaluation.ts";
import { compareModels } from "../lib/recommend/evaluation/compare_models.ts";
import { figuresTable } from "../lib/recommend/report/figures_table.ts";
import { verdictLines } from "../lib/recommend/report/verdict_lines.ts";
import { withDatabase } from "../lib/mongo/database.ts";
import { random } from "../lib/base/random.ts";
import { type Observations, observationsOf } from "../lib/recommend/engine/mod.ts";
import { engineRecommender } from "../lib/recommend/models/engine_recommender.ts";
import { readCategories, readPurchases } from "../lib/recommend/data/read_store.ts";
import {
  defaultGrid,
  type Parameters,
  searchParameters,
} from "../lib/recommend/evaluation/search.ts";
import { type AnySplit, leaveLastOut, randomHoldOut } from "../lib/recommend/evaluation/split.ts";
import { testable } from "../lib/recommend/evaluation/testable.ts";
import { readSettings, type Settings } from "../lib/base/settings.ts";
import { command, examples, notice, print, progress, run, wholeNumber } from "./shared/cli.ts";
import { mostTested } from "../lib/recommend/recommendations.ts";
import { readShowing, showingSteps, showingTraining } from "./shared/show_progress.ts";
import { addTrainingFlags, recommendOptions, type TrainingFlags } from "./shared/recs_flags.ts";

interface Flags extends TrainingFlags {
  readonly interactions?: string;
  readonly split: "last" | "random";
  readonly k: number;
  readonly testUsers: number;
  readonly search?: true;
  readonly charts?: string;
  readonly json?: true;
}

/** The share that the random split holds out. */
const heldOutShare = 0.2;

/** How many models are compared. */
const models = 3;

const program = addTrainingFlags(
  command("evaluate", "Compare ALS with popularity and item-item neighbours on held-out purchases"),
)
  .option(
    "--interactions <file>",
    "user,item[,weight][,timestamp] in CSV, gzip or Parquet, - for standard input, instead of " +
      "the store's orders",
  )
  .addOption(
    new Option("--split <how>", "hold out each user's last item, or 20 % at random")
      .choices(["last", "random"]).default("last"),
  )
  .addOption(wholeNumber("--k <n>", "how much of each list is looked at").default(3))
  .addOption(
    wholeNumber("--test-users <n>", "how many users are tested at most, drawn by the seed")
      .default(mostTested),
  )
  .option("--search", "first search for better parameters, on a validation part")
  .option("--charts <folder>", "draw quality.svg, loss.svg and items.svg there")
  .option("--json", "print JSON")
  .action(async ({ interactions, json, search, charts, k, testUsers, ...flags }: Flags) => {
    if (charts) requireWritableFolder(charts);
    const settings = readSettings(Deno.env.toObject());
    const observed: Observations<unknown> = interactions
      ? await readShowing(interactions)
      : observationsOf(await withDatabase(settings, "reader", notice, readPurchases), "once");
    const hold = (all: Observations<unknown>, what?: string): AnySplit => {
      const generator = random(flags.seed, "split"), drawing = random(flags.seed, "tested");
      const draw = { most: testUsers, random: () => drawing.next() };
      const held = flags.split === "last"
        ? leaveLastOut(all, draw)
        : randomHoldOut(all, heldOutShare, () => generator.next(), draw);
      return testable(held, k, what);
    };
    const split = await showingSteps((begin) => {
      begin("holding out a part");
      return hold(observed);
    });
    const options = recommendOptions(flags);
    const parameters = search
      ? await searched(hold(split.kept, "search by what is left to train on"), flags, k)
      : {};
    const losses: number[] = [];
    const als = await engineRecommender(
      split.train,
      showingTraining({
        ...options,
        ...parameters,
        ...(charts && { onIteration: (_: number, loss: number) => void losses.push(loss) }),
      }),
    );
    const testing = progress("trials", models * split.tested.length);
    let tried = 0;
    const figures = compareModels(als, split, k, flags.seed, () => testing.update(++tried));
    testing.end();
    const ndcg = figures.filter(({ metric }) => metric === "ndcg");
    if (charts) {
      const categories = interactions ? new Map() : await categoriesOf(settings);
      const drawn = await drawEvaluation(charts, { ndcg, k, losses, model: als.model, categories });
      notice(`Drew ${drawn.slice(0, -1).join(", ")} and ${drawn.at(-1)} in ${charts}`);
    }
    if (json) return print(JSON.stringify(figures));
    const tested = split.tested.length;
    print(`${tested} users tested, ${split.train.items.length} items, k = ${k}`, "");
    print(...figuresTable(figures));
    print("", ...verdictLines(ndcg, k, tested));
  });

/** The best parameters on a validation part, which is then trained on as well. */
async function searched(
  validation: AnySplit,
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
