/** The parts of the Black Friday laboratory, in the order in which they are told. */

/** Each measures one thing, and has a field of its own in a run. */
export const capParts = ["latency", "distance", "failover", "reads", "partition"] as const;

/** One of them. */
export type CapPart = typeof capParts[number];
