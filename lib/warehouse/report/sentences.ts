/** What the evaluation of recommendations says, in sentences. */
import { whole } from "../../base/text/whole.ts";
import type { Recommended } from "../results.ts";

const percent = (share: number) => `${(100 * share).toFixed(1)} %`;

/** The sentences: also that ALS does not win, where it does not. */
export function recommendationSentences({ split, hits }: Recommended): string[] {
  const sentences = [
    `Of a random fifth of the ratings, ${whole(split.held_out)}, ALS can score ` +
    `${percent(split.scored_share)}: those whose customer and product both have other ratings. ` +
    `${percent(split.same_order_share)} of these share an order with one of them.`,
    `On these its error (RMSE) is ${split.rmse.toFixed(3)}, that of the mean rating ` +
    `${split.rmse_mean.toFixed(3)}: ` +
    (split.als_wins
      ? "ALS is better beyond chance, but mostly by ratings of the same order."
      : "ALS does not beat the mean."),
  ];
  const { hit_at_5: als, hit_at_5_popular: popular } = hits;
  if (!als || !popular) return [...sentences, "No customer came back for something else."];
  const rate = ({ rate, low, high }: typeof als) =>
    `${(100 * rate).toFixed(2)} % (95 %: ${(100 * low).toFixed(2)} to ${(100 * high).toFixed(2)})`;
  return [
    ...sentences,
    `Of the ${whole(hits.customers)} customers who came back for something else, ` +
    `five recommendations hold what they bought for ${rate(als)} by ALS, and for ${
      rate(popular)
    } ` +
    `by what is popular: ${
      hits.als_wins ? "ALS is better." : "ALS does not beat what is popular."
    }`,
  ];
}
