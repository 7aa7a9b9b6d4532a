/** The training of factors, on one thread or many. */
import { pause } from "../../base/pause.ts";
import type { Ratings } from "./interactions.ts";
import { blocksByWork, evenBlocks } from "./blocks.ts";
import { checkInteractions } from "./check_interactions.ts";
import { meanStart, setFirstFactors, takeFactors } from "./factors.ts";
import { countsOf, fill } from "./fill.ts";
import { strideOf } from "./kernel.ts";
import { Layout, type Slot, view } from "./layout.ts";
import type { Trained } from "./model.ts";
import {
  checkOptions,
  type EngineOptions,
  type ExplicitOptions,
  type Feedback,
} from "./options.ts";
import { busiestFirst } from "./order.ts";
import { plainKernel } from "./plain_kernel.ts";
import { runWorkers } from "./run_workers.ts";
import { support } from "./support.ts";
import { alone, controlWords } from "./team.ts";
import { deskOf, phasesOf, SingularError, train, type TrainingPlan } from "./training.ts";
import { whiteningPays } from "./whitening.ts";
import { kernelMemory, wasmKernel } from "./wasm_kernel.ts";

/** Blocks of rows that threads take, and blocks that the Gram matrix is summed in, at most. */
const solveBlocks = 256, gramBlocks = 32, leastGramRows = 256;

/** A model with the ids of what it was trained on, as they are kept there. */
export type TrainedOn<Of extends Ratings> =
  & Omit<Trained, "users" | "items">
  & Pick<Of, "users" | "items">;

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
export function trainEngine<Of extends Ratings>(
  interactions: Of,
  options: EngineOptions,
): Promise<TrainedOn<Of>> {
  return trainOn(interactions, options, "implicit");
}

/**
 * Trains factors by alternating least squares for explicit ratings, which x · y is to come near: ALS-WR,
 * in which λ counts as often as the user or the item has ratings.
 *
 * Y. Zhou, D. Wilkinson, R. Schreiber and R. Pan, *Large-scale Parallel Collaborative Filtering for the
 * Netflix Prize*, AAIM 2008 (https://doi.org/10.1007/978-3-540-68880-8_32), equation 2: the minimum of
 * Σ (r − x · y)² + λ (Σ n |x|² + Σ n |y|²) over the ratings alone. As in section 3.1 an item begins with
 * its mean rating and small random numbers.
 *
 * The same seed gives the same factors, to the bit, whatever the number of threads. Users and items
 * without ratings get zero vectors. Ratings may be any finite numbers; 0 is a rating.
 *
 * @throws {RangeError} as {@linkcode trainEngine} does
 * @throws {WorkerError} if a worker dies
 */
export function trainExplicit<Of extends Ratings>(
  ratings: Of,
  options: ExplicitOptions,
): Promise<TrainedOn<Of>> {
  return trainOn(ratings, { ...options, alpha: 1, solver: "cholesky" }, "explicit");
}

async function trainOn<Of extends Ratings>(
  interactions: Of,
  options: EngineOptions,
  feedback: Feedback,
): Promise<TrainedOn<Of>> {
  checkOptions(options);
  checkInteractions(interactions, options.alpha, feedback);
  const isExplicit = feedback === "explicit";
  const { factors, iterations, regularization, alpha, solver = "cg", cgSteps = 3 } = options;
  const stride = strideOf(factors);
  const { users, items } = interactions;
  const counts = countsOf(interactions, feedback);
  const orders = { users: busiestFirst(counts.users), items: busiestFirst(counts.items) };
  let entries = 0;
  for (let user = 0; user < users.length; user++) entries += counts.users[user] as number;

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
  const sideOf = (rows: number, others: Uint32Array) => {
    const grams = evenBlocks(rows, gramBlocks, leastGramRows);
    return {
      indptr: layout.add("u32", rows + 1),
      indices: layout.add("u32", entries),
      weights: layout.add("f32", entries),
      factors: layout.add("f32", rows * stride),
      white: !usePlain && !isExplicit && whiteningPays({ solver, cgSteps, stride }, others, rows)
        ? layout.add("f32", rows * stride)
        : undefined,
      gramBlocks: grams,
      grams: layout.add("f64", (grams.length - 1) * stride * stride),
    };
  };
  const userSide = sideOf(users.length, counts.items);
  const itemSide = sideOf(items.length, counts.users);
  const losses = layout.add("f64", solveBlocks + 1);
  const desks = Array.from({ length: threads }, () => deskOf(layout, stride));

  const memory = usePlain
    ? undefined
    : kernelMemory(layout.bytes, "train", "fewer factors (--factors) or fewer interactions");
  const buffer = memory?.buffer ?? new ArrayBuffer(layout.bytes);
  fill(buffer, interactions, { alpha, feedback }, orders, userSide, itemSide);
  const userFactors = view(buffer, userSide.factors), itemFactors = view(buffer, itemSide.factors);
  const start = options.start ?? (isExplicit ? meanStart(interactions, options) : undefined);
  setFirstFactors(
    { ...options, ...(start && { start }) },
    orders,
    itemFactors,
    userFactors,
    stride,
  );
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
    feedback,
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
        if (work > littleWork) await pause(0); // let others act
      }
    }
  } catch (error) {
    if (!(error instanceof SingularError)) throw error;
    const { side } = error;
    const row = orders[`${side}s`][error.row] as number;
    const name = (side === "user" ? users : items).at(row);
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
    userFactors: takeFactors(userFactors, orders.users, stride),
    itemFactors: takeFactors(itemFactors, orders.items, stride),
    regularization,
    alpha,
    ...(isExplicit && { feedback }),
    solver,
    iterations,
  };
}
