/** What the training is told, and its check. */
import { isWhole } from "../../base/is_whole.ts";

/** How the rows are solved for. */
export type Solver = "cg" | "cholesky";

/**
 * What a rating says: how sure a liking is that was seen (`"implicit"`: c = 1 + α r), or the liking
 * itself (`"explicit"`: r is what x · y is to come near).
 */
export type Feedback = "implicit" | "explicit";

/** What the training is told. */
export interface EngineOptions {
  /** f, the length of each factor vector. */
  readonly factors: number;
  /** How often users and items are solved for in turn. */
  readonly iterations: number;
  /** λ, which keeps the factors small. */
  readonly regularization: number;
  /** α, how much an observation adds to the confidence: c = 1 + α r. */
  readonly alpha: number;
  /** `"cg"`, a few steps of conjugate gradient from the last solution, or `"cholesky"`, exact. Default: cg. */
  readonly solver?: Solver;
  /** The steps of conjugate gradient. Default: 3. */
  readonly cgSteps?: number;
  /** Threads at most. Default: as many as there are processors, or one for little work. */
  readonly threads?: number;
  /** Of the first factors, unless `start` has them. Default: 1. */
  readonly seed?: number;
  /** The first factors, row by row without padding. Users not given begin at zero. */
  readonly start?: { readonly items: ArrayLike<number>; readonly users?: ArrayLike<number> };
  /** Told that an iteration is over. */
  readonly onProgress?: (iteration: number) => void;
  /** Told the loss after each iteration; computing it takes time. */
  readonly onIteration?: (iteration: number, loss: number) => void;
  /** Told once, why, if plain TypeScript has to do. */
  readonly onFallback?: (reason: string) => void;
  /** Which inner loops to use. Default: WebAssembly if it is there. */
  readonly kernel?: "wasm" | "plain";
  /** The worker module, for tests. */
  readonly worker?: URL;
  /** After how long without any progress the workers count as dead. Default: a minute. */
  readonly stall_ms?: number;
}

/** What the training of explicit feedback is told; it is solved exactly, so there is no solver to choose. */
export type ExplicitOptions = Omit<EngineOptions, "alpha" | "solver" | "cgSteps">;

/** The factors at most: four times what anyone trains, and the scratch memory stays small. */
const mostFactors = 2048;

/** @throws {RangeError} if a parameter is out of range */
export function checkOptions(options: EngineOptions): void {
  const check = (name: string, value: number, ok: boolean, expected: string) => {
    if (!ok) throw new RangeError(`Cannot train with ${name} ${value}: it must be ${expected}`);
  };
  const whole = (name: string, value = 1, most = Infinity) =>
    check(
      name,
      value,
      isWhole(value, 1, most),
      `a whole number from 1${most < Infinity ? ` to ${most}` : ""}`,
    );
  const positive = (name: string, value: number) =>
    check(name, value, value > 0 && isFinite(value), "positive");
  whole("factors", options.factors, mostFactors);
  whole("iterations", options.iterations);
  positive("regularization", options.regularization);
  positive("alpha", options.alpha);
  whole("cgSteps", options.cgSteps);
  whole("threads", options.threads);
  const { solver = "cg" } = options;
  if (solver !== "cg" && solver !== "cholesky") {
    throw new RangeError(`Cannot train with solver ${solver}: it must be cg or cholesky`);
  }
}
