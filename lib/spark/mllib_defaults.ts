/** What Spark's MLlib is trained with unless told. */
import { defaults } from "../recommend/recommendations.ts";

/** As the engine, but for the regularization: MLlib multiplies it by the ratings of each user. */
export const mllibDefaults = { ...defaults, regularization: 1.5, seed: 1 } as const;
