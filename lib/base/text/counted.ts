/** How a count and what is counted are written. */
import { whole } from "./whole.ts";

/** A count and what is counted: `1 user`, `1,000 users`. */
export const counted = (count: number, singular: string): string =>
  `${whole(count)} ${singular}${count === 1 ? "" : "s"}`;
