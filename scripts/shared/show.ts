/** How results are shown in a terminal. */
import { percentText } from "../../lib/base/text/percent.ts";
import { whole } from "../../lib/base/text/whole.ts";
import { terminalBars } from "../../lib/charts/terminal_bars.ts";
import type { AnalyticsTrend, HotProduct, Rate, TrendBreakdown } from "../../lib/documents.ts";
import { clearlyAbove, type Figure } from "../../lib/recommend/evaluation/evaluate.ts";
import { type Evaluation, figureOf } from "../../lib/recommend/recommendations.ts";
import type { SampleUser } from "../../lib/recommend/sample_users.ts";

/** The trends as a bar chart. */
export function trendBars(trends: readonly AnalyticsTrend[]): string[] {
  return terminalBars(
    trends.map(({ rank, product_name, views }) => ({
      label: `${String(rank).padStart(2)} ${product_name}`,
      value: views,
    })),
  );
}

/** What is hot, one line each: how much more it is viewed than its own past explains. */
export function hotLines(hot: readonly HotProduct[] | undefined): string[] {
  if (!hot) return ["unknown: there are no views of late, or no earlier days to compare with"];
  if (hot.length === 0) return ["nothing: every product is viewed as its own past explains"];
  const longest = Math.max(...hot.map(({ product_name }) => product_name.length));
  return hot.map(({ rank, product_name, views, baseline, score }) =>
    `${String(rank).padStart(2)} ${product_name.padEnd(longest)}  ` +
    `${views.toFixed(1)} weighted views, ${baseline.toFixed(1)} expected, score ${score.toFixed(1)}`
  );
}

/** How many views become carts and purchases, and when and where the shop is busiest. */
export function breakdownLines(breakdowns: readonly TrendBreakdown[]): string[] {
  const all = breakdowns.find(({ dimension }) => dimension === "all");
  if (!all) return [];
  const rate = (rate: Rate | undefined) =>
    rate
      ? `${percentText(rate.rate, 1)} (${percentText(rate.low, 1)} to ${percentText(rate.high, 1)})`
      : "-";
  const busiest = (dimension: TrendBreakdown["dimension"]) =>
    breakdowns.filter((one) => one.dimension === dimension)
      .reduce<TrendBreakdown | undefined>((a, b) => a && a.views >= b.views ? a : b, undefined)
      ?.value ?? "-";
  return [
    `${whole(all.views)} views, ${whole(all.carts)} carts, ${whole(all.buys)} purchases`,
    `views that become carts      ${rate(all.view_to_cart)}`,
    `carts that become purchases  ${rate(all.cart_to_buy)}`,
    `busiest: ${busiest("weekday")}, ${busiest("hour")} h, ${busiest("city")}, ` +
    `category ${busiest("category")}`,
  ];
}

/** How good the recommendations are, in a few lines: the models side by side. */
export function evaluationLines(evaluation: Evaluation): string[] {
  const { k, users } = evaluation;
  const ndcg = (model: string) => figureOf(evaluation, model, "ndcg");
  const interval = ({ value, low, high }: Figure) =>
    `${value.toFixed(3)} (${low.toFixed(3)} to ${high.toFixed(3)})`;
  const models = ["als", "neighbours", "popularity"].map((model) =>
    `  ${model.padEnd(12)} nDCG@${k} ${interval(ndcg(model))}, ` +
    `hit rate ${percentText(figureOf(evaluation, model, "hit_rate").value)}`
  );
  const verdict = clearlyAbove(ndcg("als"), ndcg("popularity"))
    ? "ALS clearly beats popularity"
    : "ALS does NOT clearly beat popularity on these orders";
  return [`${verdict} at finding the last purchase of ${users} users:`, ...models];
}

/** What a user bought and is recommended, one line each. */
export function recommendationLines({ user, bought }: SampleUser): string[] {
  const { _id, name, city, recommendations = [], recommendation_reasons: reasons = [] } = user;
  const because = (index: number) => {
    const names = reasons[index]?.because.map(({ product }) => product) ?? [];
    return names.length > 0 ? `  because of ${names.join(" and ")}` : "";
  };
  return [
    `${_id} ${name}, ${city}: ${
      bought.length > 0 ? `bought ${bought.join(", ")}` : "no order yet"
    }`,
    ...recommendations.map(({ product, confidence }, index) =>
      `  ${product.padEnd(34)} ${confidence.toFixed(2)}${because(index)}`
    ),
  ];
}
