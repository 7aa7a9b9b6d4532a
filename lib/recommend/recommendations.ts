/** The recommendations of a store: learnt from its orders, evaluated and published. */
import type { Db } from "mongodb";
import {
  type Recommendation,
  type RecommendationReason,
  type RecommendationSource,
  storeBook,
  type User,
} from "../documents.ts";
import { publishTogether } from "../mongo/publish.ts";
import type { Edition } from "../mongo/publishing/edition.ts";
import { retryWhenReplaced } from "../mongo/retry_when_replaced.ts";
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
import { random } from "../base/random.ts";
import { compareModels } from "./evaluation/compare_models.ts";
import type { Figure, Measure } from "./evaluation/evaluate.ts";
import { leaveLastOut, type Split } from "./evaluation/split.ts";
import { NobodyTestedError, testable } from "./evaluation/testable.ts";
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
  /** Told what is done now: `training`. */
  readonly onStep?: (step: string) => void;
  /** Whether `users` are replaced that the kit did not publish, too. */
  readonly replace?: boolean | undefined;
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
  /** Users who got popular products: without orders, or all if nobody has bought two products. */
  readonly coldUsers: number;
  readonly evaluation: Evaluation;
}

/** The quality of the models on held-out purchases, side by side. */
export interface Evaluation {
  readonly k: number;
  /** How many users were tested. */
  readonly users: number;
  /** None if nobody could be tested. */
  readonly figures: readonly Figure[];
}

/** So many users, drawn at random, are as good as all for figures with two digits. */
export const mostTested = 20_000;

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
export function publishRecommendations(
  db: Db,
  options: RecommendOptions,
): Promise<RecommendReport> {
  return publishTogether(
    db,
    storeBook,
    recommendedCollections,
    (edition) => putRecommendations(edition, options),
    { replace: options.replace },
  );
}

/** The names of the collections that the recommendations are put into. */
export const recommendedCollections = ["users"] as const;

/** Trains on the orders of an edition of the store, and puts its users with recommendations into it. */
export async function putRecommendations(
  edition: Edition<typeof storeBook>,
  options: RecommendOptions,
): Promise<RecommendReport> {
  const { onStep = () => {} } = options;
  const store = await edition.reading("orders", "users");
  onStep("reading the purchases");
  const orders = await store.collection("orders").countDocuments();
  const purchases = await retryWhenReplaced(() => readPurchases(store));
  const profiles = await retryWhenReplaced(() => readUsers(store));
  onStep("trying the models on held-out purchases");
  const { evaluation, confidence } = await evaluatePurchases(purchases, options);
  onStep("training on all purchases");
  const recommend = await recommender(purchases, profiles, confidence, options);
  let coldUsers = 0;
  async function* withRecommendations(): AsyncGenerator<User> {
    for await (const user of store.collection<User>("users").find({}, { sort: { _id: 1 } })) {
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
  onStep("writing the users");
  const users = await edition.put({ users: withRecommendations() });
  return { orders, users, coldUsers, evaluation };
}

/**
 * Compares ALS with the baselines, holding out the last purchase of each user, and learns from the
 * same purchases which confidence the scores of ALS deserve: none if nobody has bought two products, as
 * then nothing can be held out.
 */
export async function evaluatePurchases(
  purchases: readonly Interaction[],
  options: RecommendOptions,
): Promise<{ evaluation: Evaluation; confidence: Calibration | undefined }> {
  const { top: k, seed } = options;
  const generator = random(seed, "tested");
  const split = leaveLastOut(purchases, { most: mostTested, random: () => generator.next() });
  if (split.tested.length === 0) {
    return { evaluation: { k, users: 0, figures: [] }, confidence: undefined };
  }
  const als = await engineRecommender(split.train, options);
  const tested = testedOn(split, k);
  const figures = tested ? compareModels(als, tested, k, seed) : [];
  const users = tested?.tested.length ?? 0;
  return { evaluation: { k, users, figures }, confidence: calibrate(als, split) };
}

function testedOn(split: Split, k: number): Split | undefined {
  try {
    return testable(split, k);
  } catch (error) {
    if (error instanceof NobodyTestedError) return undefined;
    throw error;
  }
}

/**
 * One figure of an evaluation.
 *
 * @throws {RangeError} if the model was not evaluated
 */
export function figureOf({ figures, users }: Evaluation, model: string, metric: Measure): Figure {
  const figure = figures.find((figure) => figure.model === model && figure.metric === metric);
  if (!figure) {
    const why = users === 0 ? ": nobody could be tested" : "";
    throw new RangeError(`Cannot find ${metric} of the model ${model}${why}`);
  }
  return figure;
}

/**
 * Trains on the purchases and returns a function from a user to the user's recommendations.
 *
 * Their `confidence` is the probability that the product is the next new one that the user buys; for
 * users without purchases the probability that a buyer like them has it. It is that for all users if
 * it is not known what the scores of ALS are worth.
 *
 * @param confidence turns the scores of ALS into probabilities, see {@link evaluatePurchases}
 */
export async function recommender(
  purchases: readonly Interaction[],
  users: readonly KnownUser[],
  confidence: Calibration | undefined,
  options: RecommendOptions,
): Promise<(user: KnownUser) => UserRecommendations> {
  const { top } = options;
  const interactions = binaryInteractions(purchases, users.map(({ user_id }) => user_id));
  const row = new Map(interactions.users.map((user, index) => [user, index]));
  const model = confidence && await engineRecommender(interactions, options);
  const newcomer = coldStart(interactions, users);
  const named = (scored: Scored[], probability: Calibration) =>
    scored.map(({ item, score }) => ({
      product: interactions.items[item] ?? "",
      confidence: probability(score),
    }));
  return (user) => {
    const index = row.get(user.user_id) ?? -1;
    const owned = new Set(index < 0 ? [] : itemsOf(interactions, index));
    if (owned.size === 0 || !model) {
      const best = topK(newcomer(user), top, (item) => owned.has(item));
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
