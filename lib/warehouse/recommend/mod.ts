/** Recommendations of the warehouse: ratings out of order lines, five products for each customer, and their worth. */
export { evaluateHits, type HitEvaluation } from "./evaluate_hits.ts";
export { evaluateSplit, type SplitEvaluation } from "./evaluate_split.ts";
export { type OrderLine, type RatedProducts, rateProducts, type RatingKind } from "./ratings.ts";
export { type Recommendation, topFive } from "./top_five.ts";
