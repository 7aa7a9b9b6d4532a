import { assertEquals, assertMatch, assertThrows } from "@std/assert";
import type { Figure } from "../../../lib/recommend/evaluation/evaluate.ts";
import { evaluationJson } from "../../../lib/recommend/report/evaluation_json.ts";
import { evaluationLines } from "../../../lib/recommend/report/evaluation_lines.ts";
import { figuresTable } from "../../../lib/recommend/report/figures_table.ts";
import { figureOf } from "../../../lib/recommend/recommendations.ts";
import { verdictLines } from "../../../lib/recommend/report/verdict_lines.ts";

const figure = (model: string, metric: Figure["metric"], value: number): Figure => ({
  model,
  metric,
  k: 3,
  value,
  low: value - 0.05,
  high: value + 0.05,
});

const figures = [["als", 0.5], ["popularity", 0.2], ["neighbours", 0.48]] as const;
const evaluation = {
  k: 3,
  users: 800,
  figures: figures.flatMap(([model, value]) => [
    figure(model, "ndcg", value),
    figure(model, "hit_rate", value + 0.1),
  ]),
};

Deno.test("evaluationJson has two figures of each model", () => {
  assertEquals(evaluationJson(evaluation), {
    ndcg_at_3: { als: 0.5, popularity: 0.2, neighbours: 0.48 },
    hit_rate_at_3: { als: 0.6, popularity: 0.2 + 0.1, neighbours: 0.48 + 0.1 },
    users: 800,
  });
});

Deno.test("evaluationLines begin with who beats whom", () => {
  const [verdict = "", als = ""] = evaluationLines(evaluation);
  assertMatch(verdict, /^ALS clearly beats popularity at finding the last purchase of 800 users:$/);
  assertMatch(als, /^ {2}als +nDCG@3 0\.500 \(0\.450 to 0\.550\), hit rate 60 %$/);
});

Deno.test("verdictLines tell better, worse and level apart by the intervals", () => {
  const ndcg = evaluation.figures.filter(({ metric }) => metric === "ndcg");
  assertEquals(verdictLines(ndcg, 3, 800), [
    "By nDCG@3, ALS clearly beats popularity.",
    "By nDCG@3, ALS is level with (the intervals overlap) neighbours.",
  ]);
  assertEquals(
    verdictLines([figure("als", "ndcg", 0.1), figure("popularity", "ndcg", 0.3)], 5, 30),
    [
      "By nDCG@5, ALS is clearly beaten by popularity.",
    ],
  );
});

Deno.test("figuresTable has a line for each metric and a column for each model", () => {
  const lines = figuresTable(evaluation.figures);
  assertMatch(lines[0] ?? "", /^ +als +popularity +neighbours$/);
  assertMatch(lines[1] ?? "", /^ndcg +0\.500 \(0\.450–0\.550\) +0\.200 /);
  assertEquals(lines.length, 3);
});

Deno.test("nothing is said of models that nobody was tested on, and no verdict by a few users", () => {
  const nobody = { k: 3, users: 0, figures: [] };
  assertEquals(evaluationJson(nobody), { ndcg_at_3: {}, hit_rate_at_3: {}, users: 0 });
  assertMatch(evaluationLines(nobody).join("\n"), /^Nobody could be tested[^\n]+$/);
  assertThrows(() => figureOf(nobody, "als", "ndcg"), RangeError, "nobody could be tested");
  assertMatch(evaluationLines({ ...evaluation, users: 29 })[0] ?? "", /^Too few users/);
  const ndcg = evaluation.figures.filter(({ metric }) => metric === "ndcg");
  assertEquals(verdictLines(ndcg, 3, 1), [
    "Whether ALS is better cannot be told by 1 user; 30 are needed.",
  ]);
});
