/** Phase 3: recommendations, learnt from the orders of a store, explained, and measured. */

// The whole of it: from the orders to the published recommendations.
export {
  defaults,
  evaluatePurchases,
  type Evaluation,
  figureOf,
  publishRecommendations,
  recommender,
  type RecommendOptions,
  type RecommendReport,
} from "./recommendations.ts";
export { sampleUsers } from "./sample_users.ts";

// What there is to learn from.
export { binaryInteractions, type Interaction, type Interactions } from "./engine/mod.ts";
export { readCategories, readPurchases, readUsers } from "./data/read_store.ts";

// Models.
export { trainAls } from "./models/als.ts";
export { coldStart } from "./models/cold_start.ts";
export { engineRecommender } from "./models/engine_recommender.ts";
export { neighbours } from "./models/neighbours.ts";
export { popularity } from "./models/popularity.ts";
export { topK } from "./engine/mod.ts";

// What a trained model says.
export { explain, foldIn, type Model, similarItems, vectorOf } from "./engine/mod.ts";
export { itemMap } from "./item_map.ts";

// How good a model is.
export { calibrate } from "./evaluation/calibration.ts";
export { type Figure, perUser, rankHeldOut } from "./evaluation/evaluate.ts";
export { everySecondUser, promisesOf } from "./evaluation/promises.ts";
export { leaveLastOut, type Split } from "./evaluation/split.ts";

// Drawing it.
export { calibrationChart } from "./charts/calibration_chart.ts";
export { itemMapChart } from "./charts/item_map_chart.ts";
export { lossChart } from "./charts/loss_chart.ts";
export { qualityChart } from "./charts/quality_chart.ts";
