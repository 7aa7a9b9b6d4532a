/** The flags of a training, shared by `recs`, `evaluate` and `spark recs`. */
import { type Command, Option } from "commander";
import type { Solver } from "../../lib/recommend/engine/mod.ts";
import { defaults, type RecommendOptions } from "../../lib/recommend/recommendations.ts";
import { notice, positiveNumber, wholeNumber } from "./cli.ts";

/** The values of the flags of any training, whoever does it. */
export interface ModelFlags {
  readonly factors: number;
  readonly iterations: number;
  readonly regularization: number;
  readonly alpha: number;
  readonly seed: number;
}

/** The values of the flags of a training by the engine. */
export interface TrainingFlags extends ModelFlags {
  readonly solver: Solver;
  readonly threads?: number;
}

/**
 * Adds the flags of any training to a command.
 *
 * @param unlessTold the values that they have
 * @param regularization what it is here
 */
export function addModelFlags(
  program: Command,
  unlessTold: ModelFlags,
  regularization: string,
): Command {
  return program
    .addOption(
      wholeNumber("--factors <n>", "length of the factor vectors", 1, 2048)
        .default(unlessTold.factors),
    )
    .addOption(
      wholeNumber("--iterations <n>", "passes over users and items", 1, 10_000)
        .default(unlessTold.iterations),
    )
    .addOption(
      positiveNumber("--regularization <number>", regularization)
        .default(unlessTold.regularization),
    )
    .addOption(
      positiveNumber("--alpha <number>", "confidence that a purchase adds")
        .default(unlessTold.alpha),
    )
    .addOption(
      wholeNumber("--seed <n>", "of the first factors", 0).default(unlessTold.seed),
    );
}

/** Adds the flags of a training by the engine to a command. */
export function addTrainingFlags(program: Command): Command {
  return addModelFlags(program, defaults, "keeps the factors small")
    .addOption(
      new Option("--solver <name>", "cg: conjugate gradient, 3 steps; cholesky: exact")
        .choices(["cg", "cholesky"]).default("cg"),
    )
    .addOption(
      wholeNumber("--threads <n>", "at most (default: one for little work, else all cores)"),
    );
}

/** The flag that says how much is recommended. */
export const topFlag = () =>
  wholeNumber("--top <n>", "recommendations per user").default(defaults.top);

/** The training that the flags, or else the defaults, describe. */
export function recommendOptions(
  flags: Partial<TrainingFlags> & { readonly top?: number } = {},
): RecommendOptions {
  return {
    ...defaults,
    ...flags,
    onFallback: (reason) => notice(`Slower than it could be: ${reason}`),
  };
}
