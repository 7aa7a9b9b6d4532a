/** The figures of a run on which the decision rests; what was not measured is absent. */
import type { CapRun, FailoverRun, PartitionResult, ReadsResult } from "../cap_run.ts";
import { random } from "../random.ts";
import { type DistancePoint, distancePoints, isEven, roundTrips } from "./distance_summary.ts";
import { failoverTotals, medianGap_ms, totalsOf, type WriteTotals } from "./failover_totals.ts";
import { compareLatencies, type LatencyComparison } from "./latency_comparison.ts";
import { percentile } from "./percentile.ts";

/** How much longer majority takes than `w: 1` where both secondaries are that far away, by the medians. */
export interface ExtraWait {
  readonly rtt_ms: number;
  readonly extra_ms: number;
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
  /** Where the other secondary is farther away; undefined if that was not measured. */
  readonly farther: FartherEvidence | undefined;
}

/** The median wait at majority with one secondary near and the other far away. */
export interface FartherEvidence {
  readonly nearest_rtt_ms: number;
  readonly farthest_rtt_ms: number;
  readonly p50_ms: number;
  /** With both secondaries as near as the nearest. */
  readonly bothNear_ms: number;
  /** With both as far away as the farthest; undefined if that was not measured. */
  readonly bothFar_ms: number | undefined;
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

/** What a primary did that was cut off. */
export interface PartitionEvidence {
  readonly w1: WriteTotals;
  readonly majority: WriteTotals;
  /** Acknowledged by the old primary after it was cut off. */
  readonly w1_afterwards: number;
  readonly majority_afterwards: number;
  /** Until the old primary stepped down. */
  readonly steppedDown_ms: number;
  readonly elected_ms: number;
}

/** All of it. */
export interface Evidence {
  readonly latency: LatencyComparison | undefined;
  /** Orders a second when all orders of a round are sent at the same time. */
  readonly rate: { readonly w1: number; readonly majority: number } | undefined;
  readonly distance: DistanceEvidence | undefined;
  readonly underLoad: FailoverEvidence | undefined;
  /** What was lost under load at `w: 1` was sent at most that long before the kill. */
  readonly lostWithin_ms: number | undefined;
  /** Writes under load that failed or stayed unknown, with and without retryable writes. */
  readonly troubled: { readonly retried: number; readonly notRetried: number } | undefined;
  readonly isolated: FailoverEvidence | undefined;
  readonly gap_ms: number | undefined;
  readonly reads: Readonly<Partial<Record<ReadsResult["variants"][number]["read"], ReadEvidence>>>;
  readonly partition: PartitionEvidence | undefined;
  /** Of all scenarios together: what majority lost and must not lose. */
  readonly majority: WriteTotals;
  /** Of all scenarios: booked as failed, and there all the same. */
  readonly failed_survived: number;
}

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
    rate: ratesOf(run),
    distance: run.distance && distanceOf(distancePoints(run.distance)),
    underLoad: failoverOf(runs, "under_load"),
    lostWithin_ms: lostWithin(runs),
    troubled: troubledOf(runs),
    isolated: failoverOf(runs, "isolated"),
    gap_ms: medianGap_ms(runs),
    reads: Object.fromEntries(
      (run.reads?.variants ?? []).filter(({ reads }) => reads > 0).map((variant) => [
        variant.read,
        {
          reads: variant.reads,
          stale: variant.stale,
          p50_ms: percentile(variant.read_ms, 0.5),
        },
      ]),
    ),
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

function ratesOf({ latency }: CapRun): Evidence["rate"] {
  const of = (concern: string) => {
    const setting = latency?.settings.find(({ write_concern, journal }) =>
      write_concern === concern && journal === "default"
    );
    return setting && ordersPerSecond(setting);
  };
  const w1 = of("1"), majority = of("majority");
  return w1 === undefined || majority === undefined ? undefined : { w1, majority };
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
  if (waits.length === 0) return undefined;
  return {
    waits,
    journaled: journaled.length > 0,
    journaledTrips: roundTrips(points, "majority journaled"),
    unjournaledTrips: roundTrips(points, "majority not journaled"),
    farther: fartherOf(
      points.filter(({ setting }) =>
        setting === (journaled.length > 0 ? "majority journaled" : "majority not journaled")
      ),
    ),
  };
}

function fartherOf(points: readonly DistancePoint[]): FartherEvidence | undefined {
  const at = (rtt_ms: number) =>
    points.find((point) => isEven(point) && point.nearest_rtt_ms === rtt_ms)?.p50_ms;
  return points.filter((point) => !isEven(point)).flatMap((point) => {
    const { nearest_rtt_ms, farthest_rtt_ms, p50_ms } = point;
    const bothNear_ms = at(nearest_rtt_ms);
    if (bothNear_ms === undefined) return [];
    return [{
      nearest_rtt_ms,
      farthest_rtt_ms,
      p50_ms,
      bothNear_ms,
      bothFar_ms: at(farthest_rtt_ms),
    }];
  }).at(-1);
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

function partitionOf(result: PartitionResult): PartitionEvidence {
  const of = (concern: string) =>
    result.writers.filter(({ member, write_concern }) =>
      member === "old primary" && write_concern === concern
    );
  const afterwards = (concern: string) =>
    of(concern).reduce((total, { ledger }) => {
      const late = ledger.sent_at_ms.filter((sent_at_ms, write) =>
        ledger.outcomes[write] === "a" && result.held_at_ms <= sent_at_ms &&
        sent_at_ms <= result.healed_at_ms
      );
      return total + late.length;
    }, 0);
  return {
    w1: totalsOf(of("1")),
    majority: totalsOf(of("majority")),
    w1_afterwards: afterwards("1"),
    majority_afterwards: afterwards("majority"),
    steppedDown_ms: result.stepped_down_at_ms - result.held_at_ms,
    elected_ms: result.elected_at_ms - result.held_at_ms,
  };
}
