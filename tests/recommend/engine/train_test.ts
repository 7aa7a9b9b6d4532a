import {
  assert,
  assertAlmostEquals,
  assertEquals,
  assertLess,
  assertRejects,
  assertStringIncludes,
} from "@std/assert";
import { alsLoss, trainAls } from "../../../lib/recommend/models/als.ts";
import type { Interactions } from "../../../lib/recommend/engine/interactions.ts";
import type { Model } from "../../../lib/recommend/engine/model.ts";
import type { EngineOptions } from "../../../lib/recommend/engine/options.ts";
import { WorkerError } from "../../../lib/recommend/engine/run_workers.ts";
import { trainEngine } from "../../../lib/recommend/engine/train.ts";
import { random } from "../../../lib/base/random.ts";
import { matrixOf, randomMatrix } from "./matrices.ts";

const options = (more: Partial<EngineOptions> = {}): EngineOptions => ({
  factors: 5,
  iterations: 4,
  regularization: 0.5,
  alpha: 3,
  ...more,
});

/** Steps enough for conjugate gradient to solve a system of a few factors. */
const exactly = { solver: "cg", cgSteps: 30 } as const;

/** Asserts that a model's factors are the oracle's, to 1e-4 of the greatest. */
function assertAgrees(model: Model<unknown>, interactions: Interactions, more = options()) {
  const generator = random(1, "als");
  const oracle = trainAls(interactions, { ...more, random: () => generator.next() });
  for (
    const [expected, actual] of [
      [oracle.users, model.userFactors],
      [oracle.items, model.itemFactors],
    ] as const
  ) {
    const scale = Math.max(1e-30, ...expected.to1DArray().map(Math.abs));
    for (let row = 0; row < expected.rows; row++) {
      for (let f = 0; f < expected.columns; f++) {
        const value = actual[row * model.stride + f] ?? NaN;
        assertAlmostEquals(value / scale, expected.get(row, f) / scale, 1e-4, `row ${row}`);
      }
    }
  }
}

const bitsOf = ({ userFactors, itemFactors }: Model<unknown>) =>
  [userFactors, itemFactors].map((matrix) => Array.from(new Uint32Array(matrix.slice().buffer)));

for (const kernel of ["wasm", "plain"] as const) {
  for (const solver of [{ solver: "cholesky" }, exactly] as const) {
    Deno.test(`${kernel} ${solver.solver} agrees with the ml-matrix version`, async () => {
      for (const factors of [1, 3, 16, 20]) {
        const interactions = randomMatrix(60, 45, 0.15);
        const more = options({ factors, kernel, ...solver });
        assertAgrees(await trainEngine(interactions, more), interactions, more);
      }
    });
  }

  Deno.test(`${kernel}: the loss is that of equation 3, and never rises under Cholesky`, async () => {
    const interactions = randomMatrix(80, 50, 0.1);
    const losses: number[] = [];
    const more = options({ iterations: 12, kernel, solver: "cholesky" });
    await trainEngine(interactions, { ...more, onIteration: (_, loss) => losses.push(loss) });
    const generator = random(1, "als");
    const oracle = trainAls(interactions, { ...more, random: () => generator.next() });
    const expected = alsLoss(interactions, oracle, more);
    assertAlmostEquals((losses.at(-1) ?? NaN) / expected, 1, 1e-5);
    assertEquals(losses.length, 12);
    for (const [at, loss] of losses.slice(1).entries()) {
      assertLess(loss, (losses[at] ?? NaN) * (1 + 1e-6), `iteration ${at + 2}`);
    }
  });

  Deno.test(`${kernel}: long rows, of more entries than a chunk, are solved like short ones`, async () => {
    const interactions = randomMatrix(150, 140, 0.8);
    for (const solver of [{ solver: "cholesky" }, exactly] as const) {
      const more = options({ factors: 6, kernel, regularization: 20, ...solver });
      assertAgrees(await trainEngine(interactions, more), interactions, more);
    }
  });
}

for (const solver of [{ solver: "cholesky" }, exactly] as const) {
  Deno.test(`rows of every length agree with the ml-matrix version: ${solver.solver}`, async () => {
    // Rows of 1 to 40 entries: those of up to 32 in the dual, others not, of whole tiles and not.
    const generator = random(1, "lengths");
    const rows = Array.from({ length: 120 }, (_, user) => {
      const items = Uint32Array.from({ length: 60 }, (_, item) => item);
      generator.shuffle(items);
      return Array.from(
        items.slice(0, 1 + user % 40).sort(),
        (item): [number, number] => [item, 1 + generator.int(3)],
      );
    });
    const interactions = matrixOf(rows, 60);
    const more = options({ factors: 20, regularization: 5, ...solver });
    assertAgrees(await trainEngine(interactions, more), interactions, more);
  });
}

Deno.test("ratings from next to nothing to thousands agree with the ml-matrix version", async () => {
  const scales = [1e-44, 1e-30, 1e-3, 1, 1e3];
  const generator = random(1, "scales");
  const rows = Array.from({ length: 90 }, (_, user) => {
    const row: [number, number][] = [];
    for (let item = 0; item < 30; item++) {
      if (generator.chance(0.2)) row.push([item, scales[(user + item) % scales.length] ?? 1]);
    }
    return row;
  });
  const interactions = matrixOf(rows, 30);
  const more = options({ factors: 3, solver: "cholesky", regularization: 1 });
  assertAgrees(await trainEngine(interactions, more), interactions, more);
});

Deno.test("any number of threads gives the same factors, to the bit", async () => {
  const interactions = randomMatrix(900, 400, 0.03);
  for (const solver of ["cg", "cholesky"] as const) {
    const train = (threads: number) =>
      trainEngine(interactions, options({ factors: 20, threads, solver }));
    const one = bitsOf(await train(1));
    for (const threads of [2, 3, 5]) {
      assert(
        JSON.stringify(bitsOf(await train(threads))) === JSON.stringify(one),
        `${solver}, ${threads} threads`,
      );
    }
  }
});

Deno.test("threads report the losses that one thread does", async () => {
  const interactions = randomMatrix(300, 200, 0.05);
  const lossesOf = async (threads: number) => {
    const losses: number[] = [];
    await trainEngine(
      interactions,
      options({ threads, onIteration: (_, loss) => losses.push(loss) }),
    );
    return losses;
  };
  const one = await lossesOf(1);
  assertEquals(one.length, 4);
  assertEquals(await lossesOf(3), one);
});

Deno.test("the same seed gives the same factors, another seed others", async () => {
  const interactions = randomMatrix(30, 20, 0.2);
  const train = (seed: number) => trainEngine(interactions, options({ seed }));
  assertEquals(bitsOf(await train(7)), bitsOf(await train(7)));
  assert(JSON.stringify(bitsOf(await train(7))) !== JSON.stringify(bitsOf(await train(8))));
});

Deno.test("given first factors are those that it starts from", async () => {
  const interactions = randomMatrix(30, 20, 0.2);
  const generator = random(1, "als");
  const items = Float32Array.from({ length: 100 }, () => (generator.next() - 0.5) * 0.1);
  assertEquals(
    bitsOf(await trainEngine(interactions, options({ start: { items } }))),
    bitsOf(await trainEngine(interactions, options())),
  );
  await assertRejects(
    () => trainEngine(interactions, options({ start: { items: items.subarray(1) } })),
    RangeError,
    "99 item factors",
  );
});

Deno.test("conjugate gradient gets close to the exact solution in three steps an iteration", async () => {
  const interactions = randomMatrix(200, 120, 0.08);
  const last = async (more: Partial<EngineOptions>) => {
    let last = NaN;
    await trainEngine(
      interactions,
      options({ ...more, iterations: 15, onIteration: (_, loss) => last = loss }),
    );
    return last;
  };
  const exact = await last({ solver: "cholesky" });
  assertAlmostEquals(await last({ solver: "cg" }) / exact, 1, 0.01);
});

for (const kernel of ["wasm", "plain"] as const) {
  for (const solver of ["cg", "cholesky"] as const) {
    Deno.test(`${kernel} ${solver} takes awkward matrices`, async (test) => {
      const all = (users: number, items: number) =>
        matrixOf(
          Array.from(
            { length: users },
            () => Array.from({ length: items }, (_, item) => [item, 1] as const),
          ),
          items,
        );
      const cases: Record<string, [Interactions, Partial<EngineOptions>]> = {
        "no users and no items": [matrixOf([], 0), {}],
        "users without any item": [matrixOf([[], []], 0), {}],
        "items without any user": [matrixOf([], 3), {}],
        "one user": [matrixOf([[[0, 1], [2, 2]]], 4), {}],
        "one item": [matrixOf([[[0, 1]], [], [[0, 3]]], 1), {}],
        "a user with every item": [matrixOf([[[0, 1], [1, 1], [2, 1]], [[1, 1]]], 3), {}],
        "everybody with everything": [all(9, 7), {}],
        "all ratings zero": [matrixOf([[[0, 0]], [[1, 0]]], 2), {}],
        "one factor": [randomMatrix(20, 10, 0.3), { factors: 1 }],
        "200 factors": [randomMatrix(20, 10, 0.3), { factors: 200 }],
        "more threads than users": [randomMatrix(3, 10, 0.3), { threads: 6 }],
        "no users, several threads": [matrixOf([], 0), { threads: 2 }],
        "a large rating": [matrixOf([[[0, 1e6], [1, 1]], [[1, 1]]], 2), {}],
      };
      for (const [name, [interactions, more]] of Object.entries(cases)) {
        await test.step(name, async () => {
          const losses: number[] = [];
          const model = await trainEngine(
            interactions,
            options({ kernel, solver, ...more, onIteration: (_, loss) => losses.push(loss) }),
          );
          assertEquals(model.userFactors.length, interactions.users.length * model.stride);
          for (const matrix of [model.userFactors, model.itemFactors]) {
            assert(matrix.every(Number.isFinite));
          }
          assert(losses.every(Number.isFinite), `losses ${losses}`);
          for (const user of interactions.users) {
            const own = interactions.values.subarray(
              interactions.indptr[user],
              interactions.indptr[user + 1],
            );
            if (own.some((rating) => rating > 0)) continue;
            const vector = model.userFactors.subarray(user * model.stride).subarray(0, 5);
            assert(vector.every((value) => value === 0), "no interactions, a zero vector");
          }
        });
      }
    });
  }

  Deno.test(`${kernel} Cholesky holds its digits, or says that it cannot`, async () => {
    const interactions = randomMatrix(12, 8, 0.4);
    // Single precision has too few digits for this; double has enough.
    const more = options({ factors: 20, regularization: 1e-7, kernel, solver: "cholesky" });
    const losses: number[] = [];
    await trainEngine(interactions, { ...more, onIteration: (_, loss) => losses.push(loss) });
    const generator = random(1, "als");
    const oracle = trainAls(interactions, { ...more, random: () => generator.next() });
    assertAlmostEquals((losses.at(-1) ?? NaN) / alsLoss(interactions, oracle, more), 1, 1e-3);
    const error = await assertRejects(
      () => trainEngine(interactions, { ...more, regularization: 1e-30 }),
      RangeError,
    );
    assertStringIncludes(error.message, "regularization 1e-30");
    assertStringIncludes(error.message, "Use fewer factors or more regularization");
  });
}

Deno.test("a row that cannot be solved is reported by threads as by one", async () => {
  const more = options({ factors: 20, regularization: 1e-30, solver: "cholesky", threads: 3 });
  await assertRejects(
    () => trainEngine(randomMatrix(12, 8, 0.4), more),
    RangeError,
    "Cannot solve exactly for user",
  );
});

Deno.test("ratings that are negative or no numbers are refused, naming the row", async () => {
  for (const rating of [-1, NaN, Infinity]) {
    const interactions = { ...matrixOf([[[0, 1]], [[0, 1], [1, rating]]], 2), users: ["u", "v"] };
    const error = await assertRejects(() => trainEngine(interactions, options()), RangeError);
    assertStringIncludes(error.message, `user v (row 1) has the rating ${rating}`);
    assertStringIncludes(error.message, "item 1");
  }
});

Deno.test("a matrix whose arrays do not fit each other is refused", async () => {
  const good = matrixOf([[[0, 1]], [[0, 1], [1, 1]]], 2);
  const bad: Interactions[] = [
    { ...good, indptr: good.indptr.subarray(1) },
    { ...good, indptr: Uint32Array.of(0, 3, 2) },
    { ...good, indptr: Uint32Array.of(0, 4, 3) },
    { ...good, values: good.values.subarray(1) },
    { ...good, indices: Uint32Array.of(0, 0, 2) },
    { ...good, indices: Uint32Array.of(0, 1, 0) },
    { ...good, indices: Uint32Array.of(0, 1, 1) },
  ];
  for (const interactions of bad) {
    await assertRejects(() => trainEngine(interactions, options()), RangeError, "Cannot train");
  }
});

Deno.test("parameters out of range are refused, naming them", async () => {
  const bad: [keyof EngineOptions, number][] = [
    ["factors", 0],
    ["factors", 1.5],
    ["factors", 1e6],
    ["iterations", 0],
    ["regularization", 0],
    ["regularization", NaN],
    ["alpha", -1],
    ["alpha", Infinity],
    ["cgSteps", 0],
    ["threads", 0],
    ["threads", 2.5],
  ];
  for (const [name, value] of bad) {
    await assertRejects(
      () => trainEngine(randomMatrix(3, 3, 0.5), options({ [name]: value })),
      RangeError,
      `${name} ${value}`,
    );
  }
});

Deno.test("plain TypeScript says once that it has to do, WebAssembly nothing", async () => {
  const reasons: string[] = [];
  const onFallback = (reason: string) => reasons.push(reason);
  await trainEngine(randomMatrix(5, 5, 0.5), options({ onFallback }));
  assertEquals(reasons, []);
  await trainEngine(randomMatrix(5, 5, 0.5), options({ onFallback, kernel: "plain" }));
  assertEquals(reasons.length, 1);
});

/** A worker of our own making, in the place of the engine's. */
const workerOf = (code: string) =>
  new URL(`data:application/javascript,${encodeURIComponent(code)}`);

Deno.test("a worker that dies is a clear error, and no hang", async () => {
  const train = (worker: URL, stall_ms?: number) =>
    trainEngine(
      randomMatrix(50, 50, 0.2),
      options({ threads: 3, worker, ...(stall_ms !== undefined && { stall_ms }) }),
    );
  const dies = workerOf("self.onmessage = () => { throw new Error('out of luck'); };");
  const error = await assertRejects(() => train(dies), WorkerError, "of 3 died");
  assertStringIncludes(error.message, "out of luck");
  await assertRejects(() => train(workerOf("throw new Error('never began')")), WorkerError);
  await assertRejects(
    () => train(workerOf("self.onmessage = () => self.close();"), 200),
    WorkerError,
    "stood still for 0.2 s",
  );
});

Deno.test("one of several workers that dies ends the others", async () => {
  const engine = new URL("../../../lib/recommend/engine/worker.ts", import.meta.url).href;
  const oneDies = workerOf(`
    const { promise, resolve } = Promise.withResolvers();
    self.onmessage = ({ data }) => {
      if (data.thread === 1) throw new Error("only I");
      resolve(data);
    };
    const data = await promise;
    await import(${JSON.stringify(engine)});
    self.onmessage({ data });
  `);
  await assertRejects(
    () => trainEngine(randomMatrix(50, 50, 0.2), options({ threads: 2, worker: oneDies })),
    WorkerError,
    "only I",
  );
});

Deno.test("what a callback throws ends the training", async () => {
  for (const threads of [1, 2]) {
    const onProgress = () => {
      throw new Error("enough");
    };
    await assertRejects(
      () => trainEngine(randomMatrix(50, 50, 0.2), options({ threads, onProgress })),
      Error,
      "enough",
    );
  }
});
