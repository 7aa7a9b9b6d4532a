/** What a rule of quality is. */
import type { OlistName } from "../olist.ts";

/**
 * What becomes of the rows that break a rule. `error`: they cannot be used, and go to quarantine.
 * `warning`: they are mended or doubtful, and stay. `info`: counted, and right.
 */
export type Severity = "error" | "warning" | "info";

/** A rule that a row keeps or breaks by itself. */
export interface RowRule {
  /** `FILE.COLUMN.WHAT`, or `FILE.WHAT` of whole rows. */
  readonly name: string;
  readonly file: OlistName;
  readonly severity: Severity;
  /** What is wrong with the rows, in words: `price is below 0`. */
  readonly what: string;
  /** A condition of ClickHouse on the raw columns, which are texts; true: broken. */
  readonly broken: string;
  /** What a broken value is shown by; absent: the row. */
  readonly column?: string;
}

/** How often a rule was broken, with the first examples. */
export interface Finding {
  readonly rule: string;
  readonly severity: Severity;
  readonly what: string;
  readonly count: number;
  readonly examples: readonly Example[];
}

/** A row that breaks a rule. */
export interface Example {
  /** The number of the row in its file, the first below the header is 1. */
  readonly row: number;
  readonly value: string;
}
