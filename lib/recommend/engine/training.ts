/** What one thread of a training does. */
import { type Layout, type Slot, view } from "./layout.ts";
import { type Kernel, scratchBytes } from "./kernel.ts";
import { explicitLossOfRows, lossOf } from "./loss.ts";
import type { Feedback, Solver } from "./options.ts";
import type { Team } from "./team.ts";
import { setRoots } from "./whitening.ts";

/** One side of the training, users or items, in the memory. */
interface Side {
  readonly indptr: Slot<"u32">;
  readonly indices: Slot<"u32">;
  readonly weights: Slot<"f32">;
  readonly factors: Slot<"f32">;
  /** For the factors in white coordinates, if it pays to solve the other side in them. */
  readonly white: Slot<"f32"> | undefined;
  /** Where blocks of about the same work begin. */
  readonly blocks: Uint32Array;
  /** Where blocks of the Gram matrix begin. */
  readonly gramBlocks: Uint32Array;
  readonly grams: Slot<"f64">;
}

/** All that a thread needs to know beside the memory. It can be sent to a worker. */
export interface TrainingPlan {
  readonly factors: number;
  readonly stride: number;
  readonly iterations: number;
  readonly regularization: number;
  readonly feedback: Feedback;
  readonly solver: Solver;
  readonly cgSteps: number;
  readonly withLoss: boolean;
  readonly users: Side;
  readonly items: Side;
  readonly losses: Slot<"f64">;
  /** By thread. */
  readonly desks: readonly Desk[];
  readonly control: Slot<"i32">;
}

/** What one thread has for itself. */
interface Desk {
  readonly wideGram: Slot<"f64">;
  readonly gram: Slot<"f32">;
  readonly inverse: Slot<"f64">;
  readonly into: Slot<"f32">;
  readonly back: Slot<"f32">;
  readonly scratch: Slot<"u8">;
}

/** The place of a thread's own arrays. */
export function deskOf(layout: Layout, stride: number): Desk {
  return {
    wideGram: layout.add("f64", stride * stride),
    gram: layout.add("f32", stride * stride),
    inverse: layout.add("f64", stride * stride),
    into: layout.add("f32", stride * stride),
    back: layout.add("f32", stride * stride),
    scratch: layout.add("u8", scratchBytes(stride)),
  };
}

/** How many times a team shares work: see `train`. */
export function phasesOf(iterations: number): number {
  return 1 + 7 * iterations;
}

/** The equations of a row have no solution that could be trusted. */
export class SingularError extends Error {
  constructor(readonly side: "user" | "item", readonly row: number) {
    super(`The equations of ${side} ${row} are singular`);
  }
}

/**
 * Trains on one thread of a team. Yields the number of each iteration that is over and, if the plan
 * wants it, the loss; only the first thread's yields mean something.
 *
 * @throws {SingularError} if the Cholesky solver meets equations without a safe solution
 */
export function* train(
  kernel: Kernel,
  buffer: ArrayBufferLike,
  plan: TrainingPlan,
  team: Team,
): Generator<{ readonly iteration: number; readonly loss: number | undefined }> {
  const { factors, stride, regularization, solver, cgSteps } = plan;
  const desk = plan.desks[team.thread];
  if (!desk) throw new RangeError(`Cannot train: there is no thread ${team.thread} in the plan`);
  const wideGram = view(buffer, desk.wideGram);
  const gram = view(buffer, desk.gram);
  const scratch = view(buffer, desk.scratch);
  const roots = {
    inverse: view(buffer, desk.inverse),
    into: view(buffer, desk.into),
    back: view(buffer, desk.back),
  };
  const open = (side: Side) => ({
    rows: {
      indptr: view(buffer, side.indptr),
      indices: view(buffer, side.indices),
      weights: view(buffer, side.weights),
    },
    matrix: view(buffer, side.factors),
    white: side.white && { factors: view(buffer, side.white), roots },
    blocks: side.blocks,
    gramBlocks: side.gramBlocks,
    grams: view(buffer, side.grams),
  });
  const users = open(plan.users), items = open(plan.items);
  const losses = view(buffer, plan.losses);
  const size = stride * stride;
  const isExplicit = plan.feedback === "explicit";

  /** The Gram matrix over fixed blocks of rows: whoever computes them, they are added in their order. */
  const computeGrams = ({ matrix, gramBlocks, grams }: typeof users) => {
    if (isExplicit) return; // only what was rated counts
    team.share(gramBlocks.length - 1, (block) => {
      const out = grams.subarray(block * size, (block + 1) * size);
      const from = gramBlocks[block] as number, to = gramBlocks[block + 1] as number;
      kernel.gramBlock(matrix, from, to, stride, out, scratch);
    });
  };

  /** The factors in white coordinates, if that pays and the Gram matrix allows it. */
  const whiten = ({ matrix, white, gramBlocks }: typeof users) => {
    if (!white || !kernel.whiten || !setRoots(roots, wideGram, stride)) return undefined;
    team.share(gramBlocks.length - 1, (block) => {
      const from = gramBlocks[block] as number, to = gramBlocks[block + 1] as number;
      kernel.whiten?.(matrix, from, to, stride, white);
    });
    return white;
  };

  const solveSide = (solved: typeof users, fixed: typeof users, side: "user" | "item") => {
    const { rows, matrix, blocks } = solved;
    if (isExplicit) {
      team.share(blocks.length - 1, (block) => {
        const from = blocks[block] as number, to = blocks[block + 1] as number;
        const refused = kernel.solveExplicit(
          rows,
          from,
          to,
          matrix,
          fixed.matrix,
          regularization,
          stride,
          scratch,
        );
        if (refused >= 0) throw new SingularError(side, refused);
      });
      return;
    }
    const count = fixed.gramBlocks.length - 1;
    kernel.gramSum(fixed.grams, count, stride, factors, regularization, wideGram, gram);
    const white = whiten(fixed);
    team.share(blocks.length - 1, (block) => {
      const from = blocks[block] as number, to = blocks[block + 1] as number;
      if (solver === "cg") {
        kernel.solveCg(
          rows,
          from,
          to,
          matrix,
          fixed.matrix,
          gram,
          stride,
          cgSteps,
          scratch,
          white,
        );
        return;
      }
      const refused = kernel.solveCholesky(
        rows,
        from,
        to,
        matrix,
        fixed.matrix,
        gram,
        wideGram,
        stride,
        scratch,
        white,
      );
      if (refused >= 0) throw new SingularError(side, refused);
    });
  };

  computeGrams(items);
  for (let iteration = 1; iteration <= plan.iterations; iteration++) {
    solveSide(users, items, "user");
    computeGrams(users);
    solveSide(items, users, "item");
    computeGrams(items);
    if (!plan.withLoss) {
      yield { iteration, loss: undefined };
      continue;
    }
    team.share(users.blocks.length - 1, (block) => {
      const from = users.blocks[block] as number, to = users.blocks[block + 1] as number;
      losses[block] = isExplicit ? 0 : kernel.lossOfEntries(
        users.rows,
        from,
        to,
        users.matrix,
        items.matrix,
        stride,
      );
    });
    // Every thread could; the first does. Nobody changes what it reads before the next phase ends,
    // and the Gram matrices of the users not before the first thread takes part in it.
    const loss = team.thread === 0
      ? isExplicit
        ? explicitLossOfRows(users, items, stride, regularization)
        : lossOf(users.grams, items.grams, losses, stride, regularization)
      : undefined;
    yield { iteration, loss };
  }
}
