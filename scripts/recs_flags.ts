/** What `recs` and `pipeline` share: the parameters of the training. */
import { random } from "../lib/random.ts";
import { defaults, type RecommendOptions } from "../lib/recommend/recommendations.ts";

/** The values of the flags of `recs`. */
export interface RecsFlags {
  readonly factors: number;
  readonly iterations: number;
  readonly regularization: number;
  readonly alpha: number;
  readonly top: number;
  readonly seed: number;
}

/** The training that the flags, or else the defaults, describe. */
export function recommendOptions(
  { seed, ...flags }: Partial<RecsFlags> & { seed: number },
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
