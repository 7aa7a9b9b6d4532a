/** The recommendations of a store: learnt from its orders, evaluated and published. */
import type { Db } from "mongodb";
import {
  type Recommendation,
  type RecommendationReason,
  type RecommendationSource,
  storeBook,
  type User,
} from "../documents.ts";
import { publish, retryWhenReplaced, versionOf } from "../mongo/publish.ts";
import { calibrate, type Calibration } from "./evaluation/calibration.ts";
import { coldStart } from "./models/cold_start.ts";
import {
  binaryInteractions,
  type EngineOptions,
  type Interaction,
  itemsOf,
  type Scored,
  topK,
} from "./engine/mod.ts";
import { engineRecommender } from "./models/engine_recommender.ts";
import { compareModels } from "./evaluation/compare_models.ts";
import type { Figure, Measure } from "./evaluation/evaluate.ts";
import { leaveLastOut } from "./evaluation/split.ts";
import { reasonFor } from "./reasons.ts";
import { type KnownUser, readPurchases, readUsers } from "./data/read_store.ts";

/**
 * Training parameters that suit a store of some sixty products and a few purchases a user, found by
 * `evaluate --search`: many factors need strong regularization, and then beat few.
 */
export const defaults = {
  factors: 32,
  iterations: 15,
  regularization: 12,
  alpha: 3,
  top: 3,
  seed: 42,
} as const;

/** How to recommend. */
export interface RecommendOptions extends EngineOptions {
  readonly top: number;
  readonly seed: number;
}

/** A user's recommendations. */
export interface UserRecommendations {
  readonly recommendations: readonly Recommendation[];
  readonly source: RecommendationSource;
  /** One for each recommendation that purchases speak for. */
  readonly reasons: readonly RecommendationReason[];
}

/** What was done. */
export interface RecommendReport {
  readonly orders: number;
  readonly users: number;
  /** Users without orders, who got popular products. */
  readonly coldUsers: number;
  readonly evaluation: Evaluation;
}

/** The quality of the models on held-out purchases, side by side. */
export interface Evaluation {
  readonly k: number;
  /** How many users were tested. */
  readonly users: number;
  readonly figures: readonly Figure[];
}

/**
 * Trains on `orders` and replaces `users` with the same users plus their `recommendations`: the
 * products that they do not own and that they are most likely to want, best first.
 *
 * Nothing else should change users meanwhile: what it wrote would be lost. That they were replaced
 * meanwhile is noticed.
 *
 * @throws {PublishInterruptedError} if another run has published other users meanwhile
 * @throws {DzError} if there are no orders or no users; the old recommendations stay
 */
export async function publishRecommendations(
  db: Db,
  options: RecommendOptions,
): Promise<RecommendReport> {
  const version = await versionOf(db, "users");
  const orders = await db.collection("orders").countDocuments();
  const purchases = await retryWhenReplaced(() => readPurchases(db));
  const profiles = await retryWhenReplaced(() => readUsers(db));
  const { evaluation, confidence } = await evaluatePurchases(purchases, options);
  const recommend = await recommender(purchases, profiles, confidence, options);
  let coldUsers = 0;
  async function* withRecommendations(): AsyncGenerator<User> {
    for await (const user of db.collection<User>("users").find({}, { sort: { _id: 1 } })) {
      const { recommendations, source, reasons } = recommend(user);
      if (source === "popular") coldUsers++;
      yield {
        ...user,
        recommendations: [...recommendations],
        recommendation_source: source,
        recommendation_reasons: [...reasons],
      };
    }
  }
  const users = await publish(db, storeBook, { users: withRecommendations() }, {
    unlessChanged: { users: version },
  });
  return { orders, users, coldUsers, evaluation };
}

/**
 * Compares ALS with the baselines, holding out the last purchase of each user, and learns from the
 * same purchases which confidence the scores of ALS deserve.
 */
export async function evaluatePurchases(
  purchases: readonly Interaction[],
  options: RecommendOptions,
): Promise<{ evaluation: Evaluation; confidence: Calibration }> {
  const split = leaveLastOut(purchases);
  const k = options.top;
  const als = await engineRecommender(split.train, options);
  const evaluation = {
    k,
    users: split.heldOut.filter((held) => held.length > 0).length,
    figures: compareModels(als, split, k, options.seed),
  };
  return { evaluation, confidence: calibrate(als, split) };
}

/**
 * One figure of an evaluation.
 *
 * @throws {RangeError} if the model was not evaluated
 */
export function figureOf({ figures }: Evaluation, model: string, metric: Measure): Figure {
  const figure = figures.find((figure) => figure.model === model && figure.metric === metric);
  if (!figure) throw new RangeError(`Cannot find ${metric} of the model ${model}`);
  return figure;
}

/**
 * Trains on the purchases and returns a function from a user to the user's recommendations.
 *
 * Their `confidence` is the probability that the product is the next new one that the user buys; for
 * users without purchases the probability that a buyer like them has it.
 *
 * @param confidence turns the scores of ALS into probabilities, see {@link evaluatePurchases}
 */
export async function recommender(
  purchases: readonly Interaction[],
  users: readonly KnownUser[],
  confidence: Calibration,
  options: RecommendOptions,
): Promise<(user: KnownUser) => UserRecommendations> {
  const { top } = options;
  const interactions = binaryInteractions(purchases, users.map(({ user_id }) => user_id));
  const row = new Map(interactions.users.map((user, index) => [user, index]));
  const model = await engineRecommender(interactions, options);
  const newcomer = coldStart(interactions, users);
  const named = (scored: Scored[], probability: Calibration) =>
    scored.map(({ item, score }) => ({
      product: interactions.items[item] ?? "",
      confidence: probability(score),
    }));
  return (user) => {
    const index = row.get(user.user_id) ?? -1;
    const owned = new Set(index < 0 ? [] : itemsOf(interactions, index));
    if (owned.size === 0) {
      const best = topK(newcomer(user), top);
      return { recommendations: named(best, (share) => share), source: "popular", reasons: [] };
    }
    const best = topK(model.score(index), top, (item) => owned.has(item));
    return {
      recommendations: named(best, confidence),
      source: "als",
      reasons: best.map(({ item }) => reasonFor(model.model, owned, item)),
    };
  };
}
