import { assertEquals, assertRejects } from "@std/assert";
import fc from "fast-check";
import { random } from "../../../lib/base/random.ts";
import { itemsOf } from "../../../lib/recommend/engine/interactions.ts";
import { type Model, scoreOf } from "../../../lib/recommend/engine/model.ts";
import { WorkerError } from "../../../lib/recommend/engine/run_workers.ts";
import { noItem, type Ranking, topKAll } from "../../../lib/recommend/engine/top_k_all.ts";
import { matrixOf, modelWith, randomMatrix } from "./matrices.ts";

type Owned = ReturnType<typeof matrixOf>;

/** Every user's items sorted whole: the obviously right version. */
function sorted(model: Model, owned: Owned, k: number): [number, number][][] {
  return model.users.map((user) => {
    const own = new Set(itemsOf(owned, user));
    return model.items.map((_, item): [number, number] => [item, scoreOf(model, user, item)])
      .filter(([item]) => !own.has(item))
      .sort(([a, one], [b, two]) => two - one || a - b)
      .slice(0, k);
  });
}

/** A ranking in the same form. */
function listsOf({ k, items, scores }: Ranking): [number, number][][] {
  return Array.from({ length: items.length / k }, (_, user) => {
    const list: [number, number][] = [];
    for (let at = user * k; at < (user + 1) * k; at++) {
      const item = items[at] ?? noItem;
      if (item !== noItem) list.push([item, scores[at] ?? NaN]);
    }
    return list;
  });
}

const gaussians = (rows: number, factors: number, seed: number) => {
  const generator = random(seed, "factors");
  return Array.from({ length: rows }, (_, row) => {
    const length = 1 / (1 + row % 17); // so that some lists end early
    return Array.from({ length: factors }, () => length * generator.gaussian());
  });
};

for (const kernel of ["wasm", "plain"] as const) {
  Deno.test(`${kernel}: the best of all users are those of sorting, to the bit`, async () => {
    const model = modelWith(gaussians(75, 20, 1), gaussians(333, 20, 2));
    const owned = randomMatrix(75, 333, 0.1);
    for (const k of [1, 3, 10, 400]) {
      const expected = sorted(model, owned, k);
      for (const threads of [1, 3]) {
        const ranking = await topKAll(model, owned, k, { threads, kernel });
        assertEquals(listsOf(ranking), expected, `k ${k}, ${threads} threads`);
        const parts = await topKAll(model, owned, k, { threads, kernel, part_bytes: 1 });
        assertEquals(parts, ranking, `k ${k}, ${threads} threads, 32 users at a time`);
      }
    }
  });

  Deno.test(`${kernel}: ties go to the lower number, whatever else is tied`, async () => {
    const small = fc.integer({ min: -2, max: 2 });
    const vectors = fc.array(fc.tuple(small, small), { minLength: 1, maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(
        vectors,
        vectors,
        fc.integer({ min: 1, max: 25 }),
        fc.nat(),
        async (users, items, k, seed) => {
          const model = modelWith(users, items);
          const owned = randomMatrix(users.length, items.length, 0.3, seed);
          const ranking = await topKAll(model, owned, k, { kernel });
          // −0 and 0 are the same score
          const plus = (lists: [number, number][][]) =>
            lists.map((list) => list.map(([item, score]) => [item, score + 0]));
          assertEquals(plus(listsOf(ranking)), plus(sorted(model, owned, k)));
        },
      ),
      { numRuns: 60 },
    );
  });

  Deno.test(`${kernel}: users who own everything get nothing, users of zeros the first items`, async () => {
    const model = modelWith([[1], [0], [2]], [[1], [2], [3], [4]]);
    const all = [0, 1, 2, 3].map((item) => [item, 1] as const);
    const ranking = await topKAll(model, matrixOf([all, [[1, 1]], all.slice(1)], 4), 2, { kernel });
    assertEquals(listsOf(ranking), [[], [[0, 0], [2, 0]], [[0, 2]]]);
    assertEquals([...ranking.items.subarray(0, 2)], [noItem, noItem]);
  });

  Deno.test(`${kernel}: nothing to rank is no error`, async () => {
    const nobody = { ...modelWith([], [[1]]) };
    assertEquals((await topKAll(nobody, matrixOf([], 1), 3, { kernel })).items.length, 0);
    const nothing = { ...modelWith([[1]], []) };
    assertEquals(listsOf(await topKAll(nothing, matrixOf([[]], 0), 3, { kernel })), [[]]);
  });
}

Deno.test("topKAll refuses a k that is none, and a matrix of another size", async () => {
  const model = modelWith([[1]], [[1]]);
  for (const k of [0, 1.5, NaN]) {
    await assertRejects(() => topKAll(model, matrixOf([[]], 1), k), RangeError, `best ${k} items`);
  }
  await assertRejects(() => topKAll(model, matrixOf([[], []], 1), 1), RangeError, "Cannot rank");
});

Deno.test("a worker that dies while ranking is a clear error", async () => {
  const model = modelWith(gaussians(600, 3, 1), gaussians(20, 3, 2));
  const worker = new URL("data:application/javascript,throw new Error('no')");
  await assertRejects(
    () => topKAll(model, randomMatrix(600, 20, 0.1), 3, { threads: 2, worker }),
    WorkerError,
  );
});
