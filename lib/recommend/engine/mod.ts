/** The recommendation engine: implicit-feedback ALS with its inner loops in WebAssembly. */
export type { BasketEntry } from "./basket.ts";
export { type Contribution, explain, type Explanation } from "./explain.ts";
export { foldIn } from "./fold_in.ts";
export { type Model, scoreOf, vectorOf } from "./model.ts";
export { decodeModel, encodeModel, loadModel, saveModel } from "./model_file.ts";
export {
  binaryInteractions,
  type Interaction,
  interactionMatrix,
  type Interactions,
  itemsOf,
  transpose,
} from "./interactions.ts";
export type { EngineOptions, Solver } from "./options.ts";
export { WorkerError } from "./run_workers.ts";
export { similarItems } from "./similar_items.ts";
export { type Scored, topK } from "./top_k.ts";
export { noItem, type Ranking, type RankingOptions, topKAll } from "./top_k_all.ts";
export { trainEngine } from "./train.ts";
