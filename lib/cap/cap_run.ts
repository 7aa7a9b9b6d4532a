/**
 * The shape of a run of the Black Friday laboratory: what it was told, what it measured, and every
 * write's fate. It is stored in `cap_runs`, so that it can be drawn again.
 */
import { z } from "zod";

const count = z.int().min(0);
const ms = z.number().min(0);
const latencies = z.array(ms);

/** The write concerns that are compared. */
export const writeConcern = z.enum(["1", "majority"]);
export type WriteConcernName = z.infer<typeof writeConcern>;

/** The latency of inserts by setting: all rounds, in the order of sending. */
export const latencyResult = z.strictObject({
  orders: count,
  rounds: count,
  settings: z.array(z.strictObject({
    write_concern: writeConcern,
    /** `default`: the setting is left to the server. */
    journal: z.enum(["default", "true", "false"]),
    /** One insert after the other. */
    one_by_one_ms: latencies,
    /** All orders of a round sent at the same time. */
    at_once_ms: latencies,
    /** By round: until the last of them was acknowledged. */
    at_once_total_ms: latencies,
  })),
});
export type LatencyResult = z.infer<typeof latencyResult>;

/** The latency of inserts by the round-trip time from the primary to its secondaries. */
export const distanceResult = z.strictObject({
  /** What a relay that adds no delay adds to a round trip all the same. */
  relay_overhead_ms: ms,
  series: z.array(z.strictObject({
    write_concern: writeConcern,
    /** Whether a majority must be journaled: `writeConcernMajorityJournalDefault`. */
    journaled: z.boolean(),
    nearest_rtt_ms: ms,
    farthest_rtt_ms: ms,
    latencies_ms: latencies,
  })),
});
export type DistanceResult = z.infer<typeof distanceResult>;

/**
 * Every write of one writer or group of writers, in the order of sending: the arrays and texts have one
 * element for each. A write's order is the prefix and its place.
 */
export const ledger = z.strictObject({
  /** Put before the place to make the order's id, such as `BF_`. */
  prefix: z.string(),
  /** Since the beginning of the scenario. */
  sent_at_ms: latencies,
  took_ms: latencies,
  /** `a` acknowledged, `f` failed for certain, `u` unknown. */
  outcomes: z.string(),
  /** `y` or `n`: whether the order was there after healing. */
  survived: z.string(),
});
export type StoredLedger = z.infer<typeof ledger>;

/** What became of the writes: `acknowledged + failed + unknown` is their number. */
export const reconciled = z.strictObject({
  acknowledged: count,
  failed: count,
  unknown: count,
  /** Of the unknown, those that are there. */
  unknown_survived: count,
  /** Of the failed, those that are there all the same: a defect of the classification if not 0. */
  failed_survived: count,
  /** Acknowledged and gone. */
  lost: z.array(z.strictObject({
    order_id: z.string(),
    total_dzd: count,
    in_rollback_file: z.boolean(),
  })),
  ledger,
});
export type Reconciled = z.infer<typeof reconciled>;

/** One run of one scenario at one write concern. Times are since its beginning. */
export const failoverRun = z.strictObject({
  scenario: z.enum(["isolated", "under_load"]),
  run: count,
  write_concern: writeConcern,
  retry_writes: z.boolean(),
  killed_at_ms: ms,
  /** When another member was seen to be the primary. */
  elected_at_ms: ms,
  /** From the kill to the end of the next write that was acknowledged; null if there was none. */
  gap_ms: ms.nullable(),
  ...reconciled.shape,
});
export type FailoverRun = z.infer<typeof failoverRun>;

/** Reads after writes from a secondary that lags. */
export const readsResult = z.strictObject({
  nearest_rtt_ms: ms,
  /** To the secondary that is read. */
  lagging_rtt_ms: ms,
  variants: z.array(z.strictObject({
    /** `local` and `majority` outside a session; `causal`: majority in a causally consistent session. */
    read: z.enum(["local", "majority", "causal"]),
    reads: count,
    stale: count,
    read_ms: latencies,
  })),
});
export type ReadsResult = z.infer<typeof readsResult>;

/** The primary is cut off from its followers, but not from its clients. */
export const partitionResult = z.strictObject({
  held_at_ms: ms,
  elected_at_ms: ms,
  /** When the old primary was seen to be none any more. */
  stepped_down_at_ms: ms,
  healed_at_ms: ms,
  writers: z.array(z.strictObject({
    /** Whom it talks to, directly: the member that was the primary, or the one that became it. */
    member: z.enum(["old primary", "new primary"]),
    write_concern: writeConcern,
    ...reconciled.shape,
  })),
});
export type PartitionResult = z.infer<typeof partitionResult>;

/** One run of the laboratory, of one part or several. */
export const capRun = z.strictObject({
  /** The time of its beginning, ISO 8601 in UTC. */
  _id: z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
  parameters: z.strictObject({
    orders: count,
    /** Of the latency. */
    rounds: count,
    /** Of each kind. */
    failovers: count,
    seed: count,
  }),
  versions: z.strictObject({ mongod: z.string(), driver: z.string(), deno: z.string() }),
  latency: latencyResult.optional(),
  distance: distanceResult.optional(),
  failover: z.array(failoverRun).optional(),
  reads: readsResult.optional(),
  partition: partitionResult.optional(),
});
export type CapRun = z.infer<typeof capRun>;
