/** The best items of every user, for any interactions. */
import { DzError } from "../base/errors.ts";
import { counted } from "../base/text/counted.ts";
import {
  type EngineOptions,
  noItem,
  type RankingPart,
  type Ratings,
  topKInParts,
} from "./engine/mod.ts";
import { beyondPrecision, TrainingError, trainModel } from "./models/engine_recommender.ts";

/** The best items of one user, best first. */
export interface RankedUser {
  readonly user: string;
  readonly items: readonly { readonly item: string; readonly score: number }[];
}

/** More recommendations than that are no list for anyone: they would fill a disk. */
const mostRecommendations = 1e9;

/**
 * Trains the engine on any interactions and yields the `top` items that each user does not have, user by
 * user, many at a time. What it takes for the ranking does not grow with the number of users.
 *
 * @throws {DzError} if that would be more than a file should hold, before the training
 * @throws {TrainingError} if the interactions cannot be trained on
 */
export async function* rankAll(
  interactions: Ratings<string>,
  options: EngineOptions,
  top: number,
): AsyncGenerator<Iterable<RankedUser>> {
  const { users, items } = interactions;
  const k = Math.max(Math.min(top, items.length), 1);
  if (users.length * k > mostRecommendations) {
    throw new DzError(
      `Cannot recommend ${counted(k, "item")} to each of ${
        counted(users.length, "user")
      }: a file takes ` +
        `${counted(mostRecommendations, "recommendation")}. Use a --top of at most ` +
        Math.floor(mostRecommendations / users.length),
    );
  }
  if (!interactions.values.some((rating) => rating > 0)) {
    throw new TrainingError("Cannot train: no interaction has a weight above 0");
  }
  const model = await trainModel(interactions, options);
  for await (const part of topKInParts(model, interactions, k, options)) {
    yield rankedUsers(interactions, part, options);
  }
}

function* rankedUsers(
  { users, items }: Ratings<string>,
  { k, from, to, items: ranked, scores }: RankingPart,
  options: EngineOptions,
): Generator<RankedUser> {
  for (let user = from; user < to; user++) {
    const best = [];
    for (let place = (user - from) * k; place < (user - from + 1) * k; place++) {
      const item = ranked[place] as number, score = scores[place] as number;
      if (item === noItem) break;
      if (!Number.isFinite(score)) throw beyondPrecision(options);
      best.push({ item: items.at(item) ?? "", score });
    }
    yield { user: users.at(user) ?? "", items: best };
  }
}
