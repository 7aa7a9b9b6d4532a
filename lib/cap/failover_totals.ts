import type { FailoverRun, Reconciled, WriteConcernName } from "../cap_run.ts";
import { percentile } from "./percentile.ts";

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
  const gaps = runs.filter(({ scenario }) => scenario === "under_load")
    .flatMap(({ gap_ms }) => gap_ms === null ? [] : [gap_ms]);
  return gaps.length > 0 ? percentile(gaps, 0.5) : undefined;
}
