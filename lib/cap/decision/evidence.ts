/** The figures of a run on which the decision rests; what was not measured is absent. */
import { bootstrap, type Interval } from "../../statistics/bootstrap.ts";
import type {
  CapRun,
  FailoverRun,
  LatencyResult,
  PartitionResult,
  ReadsResult,
} from "../cap_run.ts";
import { random } from "../../base/random.ts";
import {
  type DistancePoint,
  distancePoints,
  followsNearest,
  isEven,
  roundTrips,
  type UnevenWait,
  unevenWaits,
} from "../summary/distance_summary.ts";
import {
  failoverTotals,
  medianElection_ms,
  medianGap_ms,
  type Promises,
  promisesBetween,
  totalsOf,
  type WriteTotals,
} from "../summary/failover_totals.ts";
import {
  compareLatencies,
  isSignificant,
  type LatencyComparison,
  medianDifference,
} from "../summary/latency_comparison.ts";
import { median } from "../../statistics/median.ts";

/** How much longer majority takes than `w: 1` where both secondaries are that far away, by the medians. */
export interface ExtraWait {
  readonly rtt_ms: number;
  readonly extra_ms: number;
}

/** Orders a second when all orders of a round are sent at the same time. */
export interface RateEvidence {
  readonly w1: number;
  readonly majority: number;
  readonly rounds: number;
  /** Majority's rate as a share of that at `w: 1`, with its 95 % interval over the rounds. */
  readonly share: Interval;
  /** Whether majority is clearly slower: by much, and in too many rounds for chance. */
  readonly slower: boolean;
}

/** Majority beside `w: 1` over the distance. */
export interface DistanceEvidence {
  /** From near to far, at least one. */
  readonly waits: readonly ExtraWait[];
  /** The setting of the waits. */
  readonly journaled: boolean;
  /** Undefined if measured at fewer than two distances. */
  readonly journaledTrips: number | undefined;
  readonly unjournaledTrips: number | undefined;
  /** Where the other secondary is farthest away; undefined if that was not measured. */
  readonly uneven: UnevenWait | undefined;
  /** Whether the wait was seen to be the nearest's wherever the other is farther away. */
  readonly followsNearest: boolean;
}

/** One scenario of the failover, all runs added up. */
export interface FailoverEvidence {
  readonly w1: WriteTotals;
  readonly majority: WriteTotals;
}

/** The reads of one variant. */
export interface ReadEvidence {
  readonly reads: number;
  readonly stale: number;
  readonly p50_ms: number;
}

/** What the old primary acknowledged at one write concern, by the time of sending. */
export interface CutOffPromises {
  readonly before: Promises;
  /** From the cut until healing. */
  readonly during: Promises;
  readonly after: Promises;
}

/** What a primary did that was cut off. */
export interface PartitionEvidence {
  /** Undefined if nobody wrote so. */
  readonly w1: CutOffPromises | undefined;
  readonly majority: CutOffPromises | undefined;
  /** From the cut until the old primary stepped down. */
  readonly steppedDown_ms: number;
  /** From the cut until another was seen. */
  readonly elected_ms: number;
}

/** All of it. */
export interface Evidence {
  readonly latency: LatencyComparison | undefined;
  readonly rate: RateEvidence | undefined;
  readonly distance: DistanceEvidence | undefined;
  readonly underLoad: FailoverEvidence | undefined;
  /** What was lost under load at `w: 1` was sent at most that long before the kill. */
  readonly lostWithin_ms: number | undefined;
  /** Writes under load that failed or stayed unknown, with and without retryable writes. */
  readonly troubled: { readonly retried: number; readonly notRetried: number } | undefined;
  readonly isolated: FailoverEvidence | undefined;
  /** After a kill under load, the medians. */
  readonly gap_ms: number | undefined;
  readonly election_ms: number | undefined;
  readonly reads: Readonly<Partial<Record<ReadsResult["variants"][number]["read"], ReadEvidence>>>;
  /**
   * How much longer a causal read takes than a local one by the medians; undefined if they cannot be
   * told apart or were not both measured.
   */
  readonly causalExtra_ms: number | undefined;
  readonly partition: PartitionEvidence | undefined;
  /** Of all scenarios together: what majority lost and must not lose. */
  readonly majority: WriteTotals;
  /** Of all scenarios: booked as failed, and there all the same. */
  readonly failed_survived: number;
}

/** The set takes clearly fewer orders a second at majority if it takes less than this share. */
const slowerShare = 0.8;

/** Of fewer rounds, all differ in the same direction by chance alone too often. */
const fewestRounds = 5;

/** The random numbers of a run's intervals: the same each time that it is shown, wherever it is. */
export function drawsOf({ parameters: { seed } }: CapRun): () => number {
  const generator = random(seed, "intervals");
  return () => generator.next();
}

/** Computes the figures; the intervals' random numbers come from the run's seed. */
export function evidenceOf(run: CapRun): Evidence {
  const draws = drawsOf(run);
  const runs = run.failover ?? [];
  const written = [...runs, ...run.partition?.writers ?? []];
  return {
    latency: run.latency && compareLatencies(run.latency, draws),
    rate: run.latency && rateOf(run.latency, draws),
    distance: run.distance && distanceOf(distancePoints(run.distance)),
    underLoad: failoverOf(runs, "under_load"),
    lostWithin_ms: lostWithin(runs),
    troubled: troubledOf(runs),
    isolated: failoverOf(runs, "isolated"),
    gap_ms: medianGap_ms(runs),
    election_ms: medianElection_ms(runs),
    reads: Object.fromEntries(
      (run.reads?.variants ?? []).filter(({ reads }) => reads > 0).map((variant) => [
        variant.read,
        {
          reads: variant.reads,
          stale: variant.stale,
          p50_ms: median(variant.read_ms),
        },
      ]),
    ),
    causalExtra_ms: run.reads && causalExtra(run.reads, draws),
    partition: run.partition && partitionOf(run.partition),
    majority: totalsOf(written.filter(({ write_concern }) => write_concern === "majority")),
    failed_survived: totalsOf(written).failed_survived,
  };
}

/** Orders a second of a setting when all orders of a round are sent at once; undefined if none were. */
export function ordersPerSecond(
  { at_once_ms, at_once_total_ms }: {
    readonly at_once_ms: readonly number[];
    readonly at_once_total_ms: readonly number[];
  },
): number | undefined {
  const total_ms = at_once_total_ms.reduce((sum, ms) => sum + ms, 0);
  return total_ms > 0 ? 1000 * at_once_ms.length / total_ms : undefined;
}

function rateOf({ settings }: LatencyResult, draws: () => number): RateEvidence | undefined {
  const of = (concern: string) => {
    const setting = settings.find(({ write_concern, journal }) =>
      write_concern === concern && journal === "default"
    );
    return {
      rate: setting && ordersPerSecond(setting),
      rounds_ms: setting?.at_once_total_ms ?? [],
    };
  };
  const w1 = of("1"), majority = of("majority");
  if (w1.rate === undefined || majority.rate === undefined) return undefined;
  const rounds = Math.min(w1.rounds_ms.length, majority.rounds_ms.length);
  const total_ms = (rounds_ms: readonly number[], chosen: Float64Array) =>
    chosen.reduce((sum, round) => sum + (rounds_ms[round] ?? NaN), 0);
  // A round has as many orders at either write concern, so that its rates are as its times.
  const share = bootstrap(
    Array.from({ length: rounds }, (_, round) => round),
    (chosen) => total_ms(w1.rounds_ms, chosen) / total_ms(majority.rounds_ms, chosen),
    draws,
  );
  return {
    w1: w1.rate,
    majority: majority.rate,
    rounds,
    share,
    slower: rounds >= fewestRounds && share.high < 1 && share.value < slowerShare,
  };
}

function distanceOf(points: readonly DistancePoint[]): DistanceEvidence | undefined {
  const extra = (setting: DistancePoint["setting"]): ExtraWait[] =>
    points.filter((point) => point.setting === setting && isEven(point)).flatMap((majority) => {
      const w1 = points.find((point) =>
        point.setting === "w: 1" && isEven(point) &&
        point.nearest_rtt_ms === majority.nearest_rtt_ms
      );
      const extra_ms = majority.p50_ms - (w1?.p50_ms ?? NaN);
      return w1 ? [{ rtt_ms: majority.nearest_rtt_ms, extra_ms }] : [];
    });
  const journaled = extra("majority journaled"), unjournaled = extra("majority not journaled");
  const waits = journaled.length > 0 ? journaled : unjournaled;
  const setting = journaled.length > 0 ? "majority journaled" : "majority not journaled";
  if (waits.length === 0) return undefined;
  return {
    waits,
    journaled: journaled.length > 0,
    journaledTrips: roundTrips(points, "majority journaled"),
    unjournaledTrips: roundTrips(points, "majority not journaled"),
    uneven: unevenWaits(points, setting).at(-1),
    followsNearest: followsNearest(points, setting),
  };
}

function failoverOf(
  runs: readonly FailoverRun[],
  scenario: FailoverRun["scenario"],
): FailoverEvidence | undefined {
  const of = runs.filter((run) => run.scenario === scenario);
  if (of.length === 0) return undefined;
  return {
    w1: failoverTotals(of, scenario, "1"),
    majority: failoverTotals(of, scenario, "majority"),
  };
}

function lostWithin(runs: readonly FailoverRun[]): number | undefined {
  const before = runs.filter(({ scenario, write_concern }) =>
    scenario === "under_load" && write_concern === "1"
  ).flatMap(({ killed_at_ms, ledger: { sent_at_ms, outcomes, survived } }) =>
    sent_at_ms.flatMap((at_ms, write) =>
      outcomes[write] === "a" && survived[write] === "n" ? [killed_at_ms - at_ms] : []
    )
  );
  return before.length > 0 ? before.reduce((most, ms) => Math.max(most, ms), 0) : undefined;
}

function troubledOf(runs: readonly FailoverRun[]): Evidence["troubled"] {
  const underLoad = runs.filter(({ scenario }) => scenario === "under_load");
  const of = (retry: boolean) => underLoad.filter(({ retry_writes }) => retry_writes === retry);
  if (of(true).length === 0 || of(false).length === 0) return undefined;
  const sum = (some: readonly FailoverRun[]) =>
    some.reduce((total, { failed, unknown }) => total + failed + unknown, 0);
  return { retried: sum(of(true)), notRetried: sum(of(false)) };
}

function causalExtra({ variants }: ReadsResult, draws: () => number): number | undefined {
  const of = (name: string) => variants.find(({ read }) => read === name)?.read_ms ?? [];
  const reads = Math.min(of("local").length, of("causal").length);
  if (reads === 0) return undefined;
  const extra = medianDifference(
    of("local").slice(0, reads),
    of("causal").slice(0, reads),
    draws,
  );
  return extra.value > 0 && isSignificant(extra, reads) ? extra.value : undefined;
}

function partitionOf(
  { writers, held_at_ms, healed_at_ms, ...times }: PartitionResult,
): PartitionEvidence {
  const of = (concern: string): CutOffPromises | undefined => {
    const parts = writers.filter(({ member, write_concern }) =>
      member === "old primary" && write_concern === concern
    );
    return parts.length === 0 ? undefined : {
      before: promisesBetween(parts, -Infinity, held_at_ms),
      during: promisesBetween(parts, held_at_ms, healed_at_ms),
      after: promisesBetween(parts, healed_at_ms, Infinity),
    };
  };
  return {
    w1: of("1"),
    majority: of("majority"),
    steppedDown_ms: times.stepped_down_at_ms - held_at_ms,
    elected_ms: times.elected_at_ms - held_at_ms,
  };
}
