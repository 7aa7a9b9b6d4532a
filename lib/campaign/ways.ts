/** The three ways to find the VIPs, and their names. */

/**
 * The ways to find the VIPs: fetch all users and filter them here; let MongoDB filter, but without an
 * index; let MongoDB filter as it thinks best.
 */
export const ways = ["fetch_all", "no_index", "pushed_down"] as const;
export type Way = typeof ways[number];

/** What the ways are called in tables and charts. */
export const wayNames: Readonly<Record<Way, string>> = {
  fetch_all: "fetch all",
  no_index: "no index",
  pushed_down: "pushed down",
};
