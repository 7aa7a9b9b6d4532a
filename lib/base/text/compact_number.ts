/** How numbers are written where there is little room. */

const compact = new Intl.NumberFormat("en-US", { notation: "compact" });

/** A number that has room on an axis: `0`, `950`, `1.5K`, `2M`. */
export const compactNumber = (value: number): string => compact.format(value);
