/** What every model must do. */
import { assert, assertEquals } from "@std/assert";
import { random } from "../../../lib/base/random.ts";
import { engineRecommender } from "../../../lib/recommend/models/engine_recommender.ts";
import { alsRecommender } from "../../../lib/recommend/models/als_recommender.ts";
import {
  binaryInteractions,
  itemsOf,
  type Ratings,
  topK,
} from "../../../lib/recommend/engine/mod.ts";
import { neighbours } from "../../../lib/recommend/models/neighbours.ts";
import { popularity } from "../../../lib/recommend/models/popularity.ts";
import type { Recommender } from "../../../lib/recommend/models/recommender.ts";

const training = { factors: 2, iterations: 10, regularization: 0.1, alpha: 10 };

const models: Record<
  string,
  (interactions: Ratings) => Recommender | Promise<Recommender>
> = {
  popularity,
  neighbours: (interactions) => neighbours(interactions, { shrinkage: 1 }),
  "als with ml-matrix": (interactions) => {
    const generator = random(1, "als");
    return alsRecommender(interactions, { ...training, random: () => generator.next() });
  },
  "als engine, conjugate gradient": (interactions) =>
    engineRecommender(interactions, { ...training, seed: 1, solver: "cg" }),
  "als engine, cholesky": (interactions) =>
    engineRecommender(interactions, { ...training, seed: 1, solver: "cholesky" }),
};

// Two tastes; user 0 lacks one thing of the first, which is also the most popular thing of all.
const gaming = ["ps5", "headset", "pad"];
const office = ["laptop", "mouse"];
const interactions = binaryInteractions(
  [
    ...["headset", "pad"].map((item) => ({ user: 0, item })),
    ...Array.from({ length: 12 }, (_, i) => gaming.map((item) => ({ user: 1 + i, item }))).flat(),
    ...Array.from({ length: 9 }, (_, i) => office.map((item) => ({ user: 20 + i, item }))).flat(),
  ],
  [],
  ["unseen"],
);

for (const [name, make] of Object.entries(models)) {
  const model = await make(interactions);
  const best = (user: number) => {
    const owned = itemsOf(interactions, user);
    const [first] = topK(model.score(user), 1, (item) => owned.includes(item));
    return interactions.items[first?.item ?? -1];
  };

  Deno.test(`${name} scores every item for every user with a number`, () => {
    for (const user of interactions.users.keys()) {
      const scores = model.score(user);
      assertEquals(scores.length, interactions.items.length);
      assert(Array.from(scores).every(Number.isFinite));
    }
  });

  Deno.test(`${name} recommends what the like-minded have`, () => {
    assertEquals(best(0), "ps5");
  });

  Deno.test(`${name} gives the same scores each time it is trained`, async () => {
    assertEquals(Array.from((await make(interactions)).score(3)), Array.from(model.score(3)));
  });

  Deno.test(`${name} takes an empty matrix, and one user with one item`, async () => {
    await make(binaryInteractions([]));
    const single = await make(binaryInteractions([{ user: 1, item: "a" }]));
    assertEquals(single.score(0).length, 1);
  });
}
