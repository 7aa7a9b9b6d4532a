/** Draws an evaluation: how good the models are, how ALS learnt, and where it put the items. */
import { join } from "node:path";
import { Matrix } from "ml-matrix";
import { writeFileWhole } from "../../base/files/replace_files.ts";
import { type Trained, vectorOf } from "../engine/mod.ts";
import type { Figure } from "../evaluation/evaluate.ts";
import { itemMap } from "../item_map.ts";
import { itemMapChart } from "./item_map_chart.ts";
import { lossChart } from "./loss_chart.ts";
import { qualityChart } from "./quality_chart.ts";

/** What to draw. */
export interface EvaluationDrawing {
  /** The nDCG of each model at `k`. */
  readonly ndcg: readonly Figure[];
  readonly k: number;
  /** After each iteration. */
  readonly losses: readonly number[];
  readonly model: Trained;
  /** By item, where they are known. */
  readonly categories: ReadonlyMap<unknown, string>;
}

/**
 * Writes the charts into a folder.
 *
 * @returns the names of the files
 */
export async function drawEvaluation(
  folder: string,
  { ndcg, k, losses, model, categories }: EvaluationDrawing,
): Promise<string[]> {
  const factors = Array.from(
    { length: model.items.length },
    (_, item) => Array.from(vectorOf(model, model.itemFactors, item)),
  );
  const items = itemMap(new Matrix(factors)).map((place, item) => {
    const name = String(model.items.at(item));
    return { ...place, name, category: categories.get(name) ?? "item" };
  });
  const charts = {
    "quality.svg": qualityChart(ndcg, `nDCG@${k}`),
    "loss.svg": lossChart(losses),
    "items.svg": itemMapChart(items),
  };
  for (const [name, chart] of Object.entries(charts)) {
    await writeFileWhole(join(folder, name), chart);
  }
  return Object.keys(charts);
}
