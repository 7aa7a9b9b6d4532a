/** The median. */
import { percentile } from "./percentile.ts";

/** The middle of some values in whatever order, or midway between the two; NaN if there are none. */
export const median = (values: readonly number[]): number => percentile(values, 0.5);
