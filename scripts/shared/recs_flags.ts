/** The flags of a training, shared by `recs` and `evaluate`; the pipeline uses the defaults. */
import { type Command, Option } from "commander";
import type { Solver } from "../../lib/recommend/engine/mod.ts";
import { defaults, type RecommendOptions } from "../../lib/recommend/recommendations.ts";
import { notice, positiveNumber, wholeNumber } from "./cli.ts";

/** The values of the flags. */
export interface TrainingFlags {
  readonly factors: number;
  readonly iterations: number;
  readonly regularization: number;
  readonly alpha: number;
  readonly solver: Solver;
  readonly threads?: number;
  readonly seed: number;
}

/** Adds the flags to a command. */
export function addTrainingFlags(program: Command): Command {
  const { factors, iterations, regularization, alpha } = defaults;
  return program
    .addOption(
      wholeNumber("--factors <n>", "length of the factor vectors", 1, 2048).default(factors),
    )
    .addOption(
      wholeNumber("--iterations <n>", "passes over users and items", 1, 10_000).default(iterations),
    )
    .addOption(
      positiveNumber("--regularization <number>", "keeps the factors small").default(
        regularization,
      ),
    )
    .addOption(
      positiveNumber("--alpha <number>", "confidence that a purchase adds").default(alpha),
    )
    .addOption(
      new Option("--solver <name>", "cg: conjugate gradient, 3 steps; cholesky: exact")
        .choices(["cg", "cholesky"]).default("cg"),
    )
    .addOption(
      wholeNumber("--threads <n>", "at most (default: one for little work, else all cores)"),
    )
    .addOption(wholeNumber("--seed <n>", "of the first factors", 0).default(42));
}

/** The training that the flags, or else the defaults, describe. */
export function recommendOptions(
  flags: Partial<TrainingFlags> & { seed: number; top?: number },
): RecommendOptions {
  return {
    ...defaults,
    ...flags,
    onFallback: (reason) => notice(`Slower than it could be: ${reason}`),
  };
}
