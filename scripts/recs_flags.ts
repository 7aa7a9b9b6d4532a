/** The flags of a training, shared by `recs` and `evaluate`; the pipeline uses the defaults. */
import type { Command } from "commander";
import { random } from "../lib/random.ts";
import { defaults, type RecommendOptions } from "../lib/recommend/recommendations.ts";
import { positiveNumber, wholeNumber } from "./cli.ts";

/** The values of the flags. */
export interface TrainingFlags {
  readonly factors: number;
  readonly iterations: number;
  readonly regularization: number;
  readonly alpha: number;
  readonly seed: number;
}

/** Adds the flags to a command. */
export function addTrainingFlags(program: Command): Command {
  const { factors, iterations, regularization, alpha } = defaults;
  return program
    .addOption(wholeNumber("--factors <n>", "length of the factor vectors").default(factors))
    .addOption(wholeNumber("--iterations <n>", "passes over users and items").default(iterations))
    .addOption(
      positiveNumber("--regularization <number>", "keeps the factors small").default(
        regularization,
      ),
    )
    .addOption(
      positiveNumber("--alpha <number>", "confidence that a purchase adds").default(alpha),
    )
    .addOption(wholeNumber("--seed <n>", "of the first factors", 0).default(42));
}

/** The training that the flags, or else the defaults, describe. */
export function recommendOptions(
  { seed, ...flags }: Partial<TrainingFlags> & { seed: number; top?: number },
): RecommendOptions {
  return {
    ...defaults,
    ...flags,
    random: () => {
      const generator = random(seed, "als");
      return () => generator.next();
    },
  };
}
