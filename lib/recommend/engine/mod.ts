/** The recommendation engine: ALS of implicit and of explicit feedback, its inner loops in WebAssembly. */
export type { BasketEntry } from "./basket.ts";
export { type Contribution, explain, type Explanation } from "./explain.ts";
export { foldIn } from "./fold_in.ts";
export type { Ids } from "./ids.ts";
export { type Model, scoreOf, type Trained, vectorOf } from "./model.ts";
export { decodeModel, encodeModel, loadModel, saveModel } from "./model_file.ts";
export {
  binaryInteractions,
  interactionMatrix,
  type Interactions,
  itemsOf,
  type Ratings,
  type RatingsOf,
  ratingsOf,
  transpose,
} from "./interactions.ts";
export {
  type Interaction,
  type ListedObservations,
  type Observations,
  observationsOf,
} from "./observations.ts";
export type { EngineOptions, ExplicitOptions, Feedback, Solver } from "./options.ts";
export { WorkerError } from "./run_workers.ts";
export { similarItems } from "./similar_items.ts";
export { type Scored, topK } from "./top_k.ts";
export {
  noItem,
  type Ranking,
  type RankingOptions,
  type RankingPart,
  topKAll,
  topKInParts,
} from "./top_k_all.ts";
export { type TrainedOn, trainEngine, trainExplicit } from "./train.ts";
