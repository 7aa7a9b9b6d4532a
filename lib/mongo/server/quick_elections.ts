/** How the replica sets that we start vote. */

/** All three together give a new primary in 2.5 s instead of 13. */
export const quickElections = {
  electionTimeoutMillis: 2000,
  heartbeatIntervalMillis: 500,
  heartbeatTimeoutSecs: 2,
} as const;
