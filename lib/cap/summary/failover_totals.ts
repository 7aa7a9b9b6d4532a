/** What became of the writes of several failovers, added up. */
import type { FailoverRun, Reconciled, WriteConcernName } from "../cap_run.ts";
import { median } from "../../statistics/median.ts";

/** What became of the writes of several runs, added up. */
export interface WriteTotals {
  /** How many runs or writers were added. */
  readonly runs: number;
  readonly acknowledged: number;
  readonly failed: number;
  readonly unknown: number;
  readonly unknown_survived: number;
  readonly failed_survived: number;
  readonly lost: number;
  readonly lost_dzd: number;
  /** Of the lost. */
  readonly in_rollback_files: number;
}

/** Adds up what was reconciled. */
export function totalsOf(parts: readonly Reconciled[]): WriteTotals {
  const sum = (figure: (part: Reconciled) => number) =>
    parts.reduce((total, part) => total + figure(part), 0);
  return {
    runs: parts.length,
    acknowledged: sum(({ acknowledged }) => acknowledged),
    failed: sum(({ failed }) => failed),
    unknown: sum(({ unknown }) => unknown),
    unknown_survived: sum(({ unknown_survived }) => unknown_survived),
    failed_survived: sum(({ failed_survived }) => failed_survived),
    lost: sum(({ lost }) => lost.length),
    lost_dzd: sum(({ lost }) => lost.reduce((dzd, { total_dzd }) => dzd + total_dzd, 0)),
    in_rollback_files: sum(({ lost }) =>
      lost.filter(({ in_rollback_file }) => in_rollback_file).length
    ),
  };
}

/** The acknowledged writes of a time, and those of them that are gone. */
export interface Promises {
  readonly acknowledged: number;
  readonly lost: number;
  readonly lost_dzd: number;
}

/** Adds up the acknowledged writes that were sent from one time of their ledgers until before another. */
export function promisesBetween(
  parts: readonly Reconciled[],
  from_ms: number,
  to_ms: number,
): Promises {
  const sum = { acknowledged: 0, lost: 0, lost_dzd: 0 };
  for (const { lost, ledger: { sent_at_ms, outcomes, survived } } of parts) {
    let gone = 0; // the lost are listed in the order of the ledger
    for (const [write, at_ms] of sent_at_ms.entries()) {
      if (outcomes[write] !== "a") continue;
      const loss = survived[write] === "n" ? lost[gone++] : undefined;
      if (at_ms < from_ms || at_ms >= to_ms) continue;
      sum.acknowledged++;
      if (survived[write] === "n") sum.lost++;
      sum.lost_dzd += loss?.total_dzd ?? 0;
    }
  }
  return sum;
}

/** Adds up the runs of one scenario at one write concern. */
export function failoverTotals(
  runs: readonly FailoverRun[],
  scenario: FailoverRun["scenario"],
  concern: WriteConcernName,
): WriteTotals {
  return totalsOf(
    runs.filter((run) => run.scenario === scenario && run.write_concern === concern),
  );
}

/**
 * How long the shop could not write after the primary's death under load, in ms: the median over the
 * runs that saw another write acknowledged, undefined if none did.
 */
export function medianGap_ms(runs: readonly FailoverRun[]): number | undefined {
  return medianOf(underLoad(runs).flatMap(({ gap_ms }) => gap_ms === null ? [] : [gap_ms]));
}

/** From the primary's death under load until another was seen, in ms: the median over the runs. */
export function medianElection_ms(runs: readonly FailoverRun[]): number | undefined {
  return medianOf(
    underLoad(runs).map(({ elected_at_ms, killed_at_ms }) => elected_at_ms - killed_at_ms),
  );
}

const underLoad = (runs: readonly FailoverRun[]) =>
  runs.filter(({ scenario }) => scenario === "under_load");

const medianOf = (values: readonly number[]) => values.length > 0 ? median(values) : undefined;
