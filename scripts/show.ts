/** How results are shown in a terminal. */
import { terminalBars } from "../lib/charts/terminal_bars.ts";
import type { AnalyticsTrend } from "../lib/documents.ts";
import type { Evaluation } from "../lib/recommend/recommendations.ts";
import type { SampleUser } from "../lib/recommend/sample_users.ts";

/** The trends as a bar chart. */
export function trendBars(trends: readonly AnalyticsTrend[]): string[] {
  return terminalBars(
    trends.map(({ rank, product_name, views }) => ({
      label: `${String(rank).padStart(2)} ${product_name}`,
      value: views,
    })),
  );
}

/** How good the recommendations are, in one line. */
export function evaluationLine({ k, als, popularity }: Evaluation): string {
  const verdict = als.ndcg > popularity.ndcg ? "better than" : "NOT better than";
  return `Held-out last purchase of ${als.users} users: ALS is ${verdict} popularity ` +
    `(nDCG@${k} ${als.ndcg.toFixed(3)} against ${popularity.ndcg.toFixed(3)}, ` +
    `hit rate ${percent(als.hitRate)} against ${percent(popularity.hitRate)})`;
}

/** What a user bought and is recommended, one line each. */
export function recommendationLines({ user, bought }: SampleUser): string[] {
  const { _id, name, city, recommendations = [] } = user;
  return [
    `${_id} ${name}, ${city}: ${
      bought.length > 0 ? `bought ${bought.join(", ")}` : "no order yet"
    }`,
    ...recommendations.map(({ product, confidence }) =>
      `  ${product.padEnd(34)} ${confidence.toFixed(2)}`
    ),
  ];
}

/** A whole number with its thousands set apart. */
export const whole = (value: number) => value.toLocaleString("en-US");

const percent = (share: number) => `${(100 * share).toFixed(0)} %`;
