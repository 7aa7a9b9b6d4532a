import { random } from "../../random.ts";
import type { Interactions } from "../interactions.ts";
import { blocksByWork, evenBlocks } from "./blocks.ts";
import { checkInteractions } from "./check_interactions.ts";
import { strideOf } from "./kernel.ts";
import { Layout, type Slot, view } from "./layout.ts";
import type { Model } from "./model.ts";
import { checkOptions, type EngineOptions } from "./options.ts";
import { plainKernel } from "./plain_kernel.ts";
import { runWorkers } from "./run_workers.ts";
import { support } from "./support.ts";
import { alone, controlWords } from "./team.ts";
import { deskOf, phasesOf, SingularError, train, type TrainingPlan } from "./training.ts";
import { kernelMemory, wasmKernel } from "./wasm_kernel.ts";

/** Blocks of rows that threads take, and blocks that the Gram matrix is summed in, at most. */
const solveBlocks = 256, gramBlocks = 32, leastGramRows = 256;

/** Multiplications that take about as long as starting workers does. */
const littleWork = 3e8;

/**
 * Trains factors by alternating least squares for implicit feedback.
 *
 * Y. Hu, Y. Koren and C. Volinsky, *Collaborative Filtering for Implicit Feedback Datasets*, ICDM 2008
 * (https://doi.org/10.1109/ICDM.2008.22); the conjugate gradient solver after G. Takács, I. Pilászy and
 * D. Tikk, *Applications of the Conjugate Gradient Method for Implicit Feedback Collaborative
 * Filtering*, RecSys 2011 (https://doi.org/10.1145/2043932.2043987).
 *
 * The same seed gives the same factors, to the bit, whatever the number of threads. Users and items
 * without interactions get zero vectors. A rating of 0 is no interaction (equation 1: p = 0).
 *
 * @throws {RangeError} if a parameter is out of range, or the matrix has a negative rating or one that
 * is not a number, or the equations have no solution that could be trusted
 * @throws {WorkerError} if a worker dies
 */
export async function trainEngine<User>(
  interactions: Interactions<User>,
  options: EngineOptions,
): Promise<Model<User>> {
  checkOptions(options);
  checkInteractions(interactions);
  const { factors, iterations, regularization, alpha, solver = "cg", cgSteps = 3 } = options;
  const stride = strideOf(factors);
  const { users, items } = interactions;
  const entries = interactions.values.reduce((count, value) => count + (value > 0 ? 1 : 0), 0);

  const { module, reason } = support();
  const usePlain = options.kernel === "plain" || !module;
  if (usePlain) options.onFallback?.(reason ?? "plain TypeScript was asked for");

  // A row costs its share of the Gram matrix and one pass over its entries, several times.
  const perEntry = solver === "cg" ? 2 * stride * (cgSteps + 1) : stride * stride / 2;
  const perRow = solver === "cg" ? stride * stride * (cgSteps + 1) : stride ** 3 / 6;
  const work = iterations * (2 * entries * perEntry + (users.length + items.length) * perRow);
  const wanted = options.threads ?? (work < littleWork ? 1 : navigator.hardwareConcurrency);
  const threads = usePlain ? 1 : Math.min(wanted, solveBlocks);

  const layout = new Layout();
  const control = layout.add("i32", controlWords(phasesOf(iterations)));
  const sideOf = (rows: number) => {
    const grams = evenBlocks(rows, gramBlocks, leastGramRows);
    return {
      indptr: layout.add("u32", rows + 1),
      indices: layout.add("u32", entries),
      weights: layout.add("f32", entries),
      factors: layout.add("f32", rows * stride),
      gramBlocks: grams,
      grams: layout.add("f64", (grams.length - 1) * stride * stride),
    };
  };
  const userSide = sideOf(users.length), itemSide = sideOf(items.length);
  const losses = layout.add("f64", solveBlocks + 1);
  const desks = Array.from({ length: threads }, () => deskOf(layout, stride));

  const memory = usePlain ? undefined : kernelMemory(layout.bytes);
  const buffer = memory?.buffer ?? new ArrayBuffer(layout.bytes);
  fill(buffer, interactions, alpha, userSide, itemSide);
  const userFactors = view(buffer, userSide.factors), itemFactors = view(buffer, itemSide.factors);
  start(options, itemFactors, userFactors, stride);
  const blocksOf = ({ indptr }: { indptr: Slot<"u32"> }) => {
    const pointers = view(buffer, indptr);
    const entriesOf = (row: number) => (pointers[row + 1] as number) - (pointers[row] as number);
    return blocksByWork(
      indptr.length - 1,
      (row) => entriesOf(row) * perEntry + perRow,
      solveBlocks,
    );
  };
  const plan: TrainingPlan = {
    factors,
    stride,
    iterations,
    regularization,
    solver,
    cgSteps,
    withLoss: options.onIteration !== undefined,
    users: { ...userSide, blocks: blocksOf(userSide) },
    items: { ...itemSide, blocks: blocksOf(itemSide) },
    losses,
    desks,
    control,
  };

  const tell = (iteration: number, loss: number | undefined) => {
    options.onProgress?.(iteration);
    if (loss !== undefined) options.onIteration?.(iteration, loss);
  };
  try {
    if (threads > 1 && module && memory) {
      const { worker, stall_ms } = options;
      const job = { module, memory, work: { kind: "train", plan } as const };
      await runWorkers(job, { threads, worker, stall_ms, onIteration: tell });
    } else {
      const kernel = module && memory ? wasmKernel(module, memory) : plainKernel;
      for (const { iteration, loss } of train(kernel, buffer, plan, alone)) {
        tell(iteration, loss);
        if (work > littleWork) await new Promise((resolve) => setTimeout(resolve)); // let others act
      }
    }
  } catch (error) {
    if (!(error instanceof SingularError)) throw error;
    const { side, row } = error;
    const name = (side === "user" ? users : items)[row];
    throw new RangeError(
      `Cannot solve exactly for ${side} ${name} (row ${row}): with ${factors} factors for ` +
        `${users.length} users and ${items.length} items, regularization ${regularization} leaves ` +
        `the equations singular. Use fewer factors or more regularization`,
      { cause: error },
    );
  }
  return {
    users,
    items,
    factors,
    stride,
    userFactors: shared(userFactors),
    itemFactors: shared(itemFactors),
    regularization,
    alpha,
    solver,
    iterations,
  };
}

/** Writes the matrix into the memory, by user and by item, without ratings of 0. */
function fill(
  buffer: ArrayBufferLike,
  { users, items, indptr, indices, values }: Interactions<unknown>,
  alpha: number,
  userSide: SideSlots,
  itemSide: SideSlots,
): void {
  const byUser = openSide(buffer, userSide), byItem = openSide(buffer, itemSide);
  for (let entry = 0; entry < indices.length; entry++) {
    if ((values[entry] as number) > 0) add(byItem.indptr, (indices[entry] as number) + 1, 1);
  }
  for (let item = 0; item < items.length; item++) {
    add(byItem.indptr, item + 1, byItem.indptr[item] as number);
  }
  const next = byItem.indptr.slice();
  let at = 0;
  for (let user = 0; user < users.length; user++) {
    for (let entry = indptr[user] as number; entry < (indptr[user + 1] as number); entry++) {
      const item = indices[entry] as number, value = values[entry] as number;
      if (!(value > 0)) continue;
      const there = next[item] as number;
      next[item] = there + 1;
      byUser.indices[at] = item;
      byItem.indices[there] = user;
      byUser.weights[at] = byItem.weights[there] = alpha * value;
      at++;
    }
    byUser.indptr[user + 1] = at;
  }
}

interface SideSlots {
  readonly indptr: Slot<"u32">;
  readonly indices: Slot<"u32">;
  readonly weights: Slot<"f32">;
}

function openSide(buffer: ArrayBufferLike, { indptr, indices, weights }: SideSlots) {
  return {
    indptr: view(buffer, indptr),
    indices: view(buffer, indices),
    weights: view(buffer, weights),
  };
}

function add(array: Uint32Array, at: number, value: number): void {
  array[at] = (array[at] as number) + value;
}

/** Sets the first factors: those given, or small values of either sign around zero. */
function start(
  { factors, seed = 1, start }: EngineOptions,
  items: Float32Array,
  users: Float32Array,
  stride: number,
): void {
  const generator = random(seed, "als");
  const set = (matrix: Float32Array, name: string, given?: ArrayLike<number>) => {
    const rows = matrix.length / stride;
    if (given && given.length !== rows * factors) {
      throw new RangeError(
        `Cannot start from ${given.length} ${name} factors: ${rows} rows of ${factors} are needed`,
      );
    }
    for (let row = 0; row < rows; row++) {
      for (let f = 0; f < factors; f++) {
        matrix[row * stride + f] = given?.[row * factors + f] ?? (generator.next() - 0.5) * 0.1;
      }
    }
  };
  set(items, "item", start?.items);
  if (start?.users) set(users, "user", start.users);
}

/** A copy in memory of its own, which threads can share. */
function shared(matrix: Float32Array): Float32Array {
  const copy = new Float32Array(
    typeof SharedArrayBuffer === "undefined"
      ? new ArrayBuffer(matrix.byteLength)
      : new SharedArrayBuffer(matrix.byteLength),
  );
  copy.set(matrix);
  return copy;
}
