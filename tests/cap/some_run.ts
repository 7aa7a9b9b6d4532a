/** Results of the laboratory made by hand, for tests that draw and interpret them. */
import { type Outcome, reconcile } from "../../lib/cap/writes/ledger.ts";
import type {
  CapRun,
  DistanceResult,
  FailoverRun,
  LatencyResult,
  PartitionResult,
  ReadsResult,
  Reconciled,
} from "../../lib/cap/cap_run.ts";
import { random } from "../../lib/base/random.ts";

/** Writes that share an outcome. */
export interface SomeWrites {
  readonly count: number;
  readonly from_ms: number;
  readonly to_ms: number;
  readonly outcome: Outcome;
  /** Of these, how many of the last are gone. Default: none, or all that failed. */
  readonly gone?: number;
}

/** A ledger of writes that are spread evenly; each order costs 42,000 DZD. */
export function someWrites(groups: readonly SomeWrites[], prefix = "BF_"): Reconciled {
  const writes = groups.flatMap(({ count, from_ms, to_ms, outcome, gone }) =>
    Array.from({ length: count }, (_, place) => ({
      sent_at_ms: from_ms + (to_ms - from_ms) * place / count,
      took_ms: 1.5,
      outcome,
      there: place < count - (gone ?? (outcome === "failed" ? count : 0)),
    }))
  ).sort((a, b) => a.sent_at_ms - b.sent_at_ms)
    .map((write, place) => ({ ...write, order_id: `${prefix}${place}`, total_dzd: 42_000 }));
  const there = writes.filter(({ there }) => there).map(({ order_id }) => order_id);
  const gone = writes.filter(({ there }) => !there).map(({ order_id }) => order_id);
  return reconcile(prefix, writes, new Set(there), new Set(gone));
}

/** Random numbers for intervals. */
export function someDraws(): () => number {
  const generator = random(1, "draws");
  return () => generator.next();
}

/** Latencies about a median, with the long tail that latencies have. */
export function someLatencies(count: number, median_ms: number, name: string): number[] {
  const generator = random(1, name);
  return Array.from({ length: count }, () => {
    const tail = generator.chance(0.03) ? 2 + 3 * generator.next() : 1;
    return median_ms * tail * Math.exp(0.18 * generator.gaussian());
  });
}

/** @param majority_ms the median at majority; at `w: 1` it is 0.6 */
export function someLatency(majority_ms = 1.7, orders = 500): LatencyResult {
  const setting = (
    write_concern: "1" | "majority",
    journal: "default" | "true" | "false",
    median_ms: number,
  ) => ({
    write_concern,
    journal,
    one_by_one_ms: someLatencies(orders, median_ms, `${write_concern} ${journal}`),
    at_once_ms: someLatencies(orders, 12 * median_ms, `${write_concern} ${journal} at once`),
    at_once_total_ms: [40, 41, 39, 42, 40].map((times) => times * median_ms),
  });
  return {
    orders: 100,
    rounds: 5,
    settings: [
      setting("1", "default", 0.6),
      setting("1", "true", 1.4),
      setting("majority", "default", majority_ms),
      setting("majority", "false", majority_ms * 0.85),
    ],
  };
}

/** @param trips how many round trips a journaled majority waits */
export function someDistance(trips = 2): DistanceResult {
  const series = (
    write_concern: "1" | "majority",
    journaled: boolean,
    nearest_rtt_ms: number,
    farthest_rtt_ms = nearest_rtt_ms,
  ) => {
    const waits = write_concern === "1" ? 0 : journaled ? trips : trips / 2;
    const name = `${write_concern} ${journaled} ${nearest_rtt_ms} ${farthest_rtt_ms}`;
    return {
      write_concern,
      journaled,
      nearest_rtt_ms,
      farthest_rtt_ms,
      latencies_ms: someLatencies(40, 1, name).map((ms) => ms + waits * nearest_rtt_ms),
    };
  };
  const settings = [["1", true], ["majority", true], ["majority", false]] as const;
  return {
    relay_overhead_ms: 0.08,
    series: settings.flatMap(([concern, journaled]) => [
      ...[0, 1, 8, 30, 100].map((rtt_ms) => series(concern, journaled, rtt_ms)),
      series(concern, journaled, 8, 100),
    ]),
  };
}

/** The part that a failover run has besides its writes. */
const failover = {
  run: 1,
  retry_writes: true,
  killed_at_ms: 3000,
  elected_at_ms: 5240,
  gap_ms: 2410,
};

/**
 * A primary that dies under load. At `w: 1` the last acknowledged orders before the kill are lost.
 *
 * @param lost at `w: 1` and at majority
 * @param writes acknowledged at `w: 1`; at majority a third of it
 */
export function someUnderLoad(
  lost: readonly [number, number] = [35, 0],
  writes = 12_000,
  parts: Partial<FailoverRun> = {},
): FailoverRun[] {
  return (["1", "majority"] as const).map((write_concern, place) => {
    const count = Math.round(writes / (place === 0 ? 2 : 6));
    const times = { ...failover, ...parts };
    const { killed_at_ms } = times, again_ms = killed_at_ms + (times.gap_ms ?? 0);
    return {
      scenario: "under_load",
      write_concern,
      ...times,
      ...someWrites([
        { count, from_ms: 0, to_ms: killed_at_ms, outcome: "acknowledged", gone: lost[place] ?? 0 },
        { count: 8, from_ms: killed_at_ms, to_ms: killed_at_ms + 6, outcome: "unknown", gone: 5 },
        { count: 30, from_ms: killed_at_ms + 20, to_ms: again_ms - 300, outcome: "failed" },
        { count, from_ms: again_ms, to_ms: again_ms + 3000, outcome: "acknowledged" },
      ]),
      ...parts,
    };
  });
}

/** A primary that dies while its followers are down: `w: 1` loses all orders, majority acknowledges none. */
export function someIsolated(orders = 50, parts: Partial<FailoverRun> = {}): FailoverRun[] {
  return (["1", "majority"] as const).map((write_concern) => ({
    scenario: "isolated",
    write_concern,
    ...failover,
    killed_at_ms: 420,
    elected_at_ms: 4100,
    gap_ms: 3900,
    ...someWrites([
      {
        count: orders,
        from_ms: 10,
        to_ms: 110,
        outcome: write_concern === "1" ? "acknowledged" : "unknown",
        gone: orders,
      },
    ]),
    ...parts,
  }));
}

export function someReads(stale: readonly [number, number, number] = [96, 91, 0]): ReadsResult {
  return {
    nearest_rtt_ms: 0,
    lagging_rtt_ms: 100,
    variants: (["local", "majority", "causal"] as const).map((read, place) => ({
      read,
      reads: 100,
      stale: stale[place] ?? 0,
      read_ms: someLatencies(100, [0.5, 0.6, 104][place] ?? 1, read),
    })),
  };
}

export function somePartition(lost = 1240, majorityLost = 0): PartitionResult {
  const times = {
    held_at_ms: 2000,
    elected_at_ms: 4300,
    stepped_down_at_ms: 4150,
    healed_at_ms: 7000,
  };
  const old = { member: "old primary" as const }, fresh = { member: "new primary" as const };
  return {
    ...times,
    writers: [
      {
        ...old,
        write_concern: "1",
        ...someWrites([
          { count: 1200, from_ms: 0, to_ms: 2000, outcome: "acknowledged" },
          { count: lost, from_ms: 2000, to_ms: 4150, outcome: "acknowledged", gone: lost },
          { count: 500, from_ms: 4150, to_ms: 9000, outcome: "failed" },
        ], "BF_old1_"),
      },
      {
        ...old,
        write_concern: "majority",
        ...someWrites([
          {
            count: 600,
            from_ms: 0,
            to_ms: 2000,
            outcome: "acknowledged",
            gone: majorityLost,
          },
          { count: 4, from_ms: 2000, to_ms: 2010, outcome: "unknown", gone: 4 },
          { count: 480, from_ms: 4150, to_ms: 9000, outcome: "failed" },
        ], "BF_oldm_"),
      },
      {
        ...fresh,
        write_concern: "1",
        ...someWrites([
          { count: 300, from_ms: 2100, to_ms: 4300, outcome: "failed" },
          { count: 2900, from_ms: 4300, to_ms: 9000, outcome: "acknowledged" },
        ], "BF_new1_"),
      },
      {
        ...fresh,
        write_concern: "majority",
        ...someWrites([
          { count: 300, from_ms: 2100, to_ms: 4300, outcome: "failed" },
          { count: 1400, from_ms: 4300, to_ms: 9000, outcome: "acknowledged" },
        ], "BF_newm_"),
      },
    ],
  };
}

/** A run of all parts, or with some of them replaced or, by `undefined`, left out. */
export function someRun(
  parts: { readonly [Part in keyof CapRun]?: CapRun[Part] | undefined } = {},
): CapRun {
  const run = {
    _id: "2026-11-27T08:00:00.000Z",
    parameters: { orders: 100, rounds: 5, failovers: 1, seed: 1 },
    versions: { mongod: "6.0.5", driver: "7.0.0", deno: "2.5.0" },
    latency: someLatency(),
    distance: someDistance(),
    failover: [...someIsolated(), ...someUnderLoad()],
    reads: someReads(),
    partition: somePartition(),
    ...parts,
  };
  const measured = Object.entries(run).filter(([, part]) => part !== undefined);
  return Object.fromEntries(measured) as CapRun;
}
