/** `deno task evaluate`: how good are the recommendations, beside those of simpler models? */
import { join } from "node:path";
import { Option } from "commander";
import { Matrix } from "ml-matrix";
import { itemMapChart } from "../lib/recommend/charts/item_map_chart.ts";
import { lossChart } from "../lib/recommend/charts/loss_chart.ts";
import { qualityChart } from "../lib/recommend/charts/quality_chart.ts";
import { withDatabase } from "../lib/mongo/database.ts";
import { random } from "../lib/base/random.ts";
import { type Interaction, type Model, vectorOf } from "../lib/recommend/engine/mod.ts";
import { engineRecommender } from "../lib/recommend/models/engine_recommender.ts";
import { clearlyAbove, evaluate, type Figure } from "../lib/recommend/evaluation/evaluate.ts";
import { itemMap } from "../lib/recommend/item_map.ts";
import { neighbours } from "../lib/recommend/models/neighbours.ts";
import { popularity } from "../lib/recommend/models/popularity.ts";
import { readInteractions } from "../lib/recommend/data/read_interactions.ts";
import { readCategories, readPurchases } from "../lib/recommend/data/read_store.ts";
import {
  defaultGrid,
  type Parameters,
  searchParameters,
} from "../lib/recommend/evaluation/search.ts";
import { leaveLastOut, randomHoldOut, type Split } from "../lib/recommend/evaluation/split.ts";
import { writeFileWhole } from "../lib/base/files/replace_files.ts";
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
    const figures = [als, popularity(split.train), neighbours(split.train)]
      .flatMap((model) => {
        const generator = random(flags.seed, "bootstrap");
        return evaluate(model, split, k, () => generator.next());
      });
    const ndcg = figures.filter(({ metric }) => metric === "ndcg");
    if (charts) {
      const categories = interactions ? new Map() : await categoriesOf(settings);
      const items = itemMap(itemFactors(als.model)).map((place, item) => {
        const name = split.train.items[item] ?? "";
        return { ...place, name, category: categories.get(name) ?? "item" };
      });
      await writeFileWhole(join(charts, "quality.svg"), qualityChart(ndcg, `nDCG@${k}`));
      await writeFileWhole(join(charts, "loss.svg"), lossChart(losses));
      await writeFileWhole(join(charts, "items.svg"), itemMapChart(items));
      notice(`Drew quality.svg, loss.svg and items.svg in ${charts}`);
    }
    if (json) return console.log(JSON.stringify(figures));
    const tested = split.heldOut.filter((held) => held.length > 0).length;
    console.log(`${tested} users tested, ${split.train.items.length} items, k = ${k}\n`);
    for (const line of table(figures)) console.log(line);
    console.log(`\n${verdict(ndcg, k)}`);
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

/** The item vectors as a matrix, items by factors. */
const itemFactors = (model: Model<unknown>) =>
  new Matrix(model.items.map((_, item) => Array.from(vectorOf(model, model.itemFactors, item))));

const categoriesOf = (settings: Settings) =>
  withDatabase(settings, "reader", notice, readCategories);

/** A line for each metric, a column for each model. */
function table(figures: readonly Figure[]): string[] {
  const models = [...new Set(figures.map(({ model }) => model))];
  const cell = (text: string) => text.padEnd(26);
  return [
    cell("") + models.map(cell).join(""),
    ...[...new Set(figures.map(({ metric }) => metric))].map((metric) =>
      cell(metric) + models.map((model) => {
        const figure = figures.find((other) => other.model === model && other.metric === metric);
        return cell(figure ? interval(figure) : "");
      }).join("")
    ),
  ].map((line) => line.trimEnd());
}

function interval({ value, low, high }: Figure): string {
  const exact = low === high;
  return exact ? value.toFixed(3) : `${value.toFixed(3)} (${low.toFixed(3)}–${high.toFixed(3)})`;
}

function verdict(ndcg: readonly Figure[], k: number): string {
  const [als, ...others] = ndcg;
  return others.map((other) => {
    if (!als) return "";
    const relation = clearlyAbove(als, other)
      ? "clearly beats"
      : clearlyAbove(other, als)
      ? "is clearly beaten by"
      : "is level with (the intervals overlap)";
    return `By nDCG@${k}, ALS ${relation} ${other.model}.`;
  }).join("\n");
}

examples(program, {
  "--search --charts data/charts": "look for better parameters first, and draw what was found",
  "--interactions ratings.csv --split random --k 10": "on a file, without the database",
});
await run(program);
