/** The rows of a log that cannot be used, counted by reason. */
import type { Rejected, RejectReason } from "./log_counts.ts";

/** A line that cannot be used; `text` is at most the first 1,000 bytes of it. */
export interface RejectedLine {
  /** Counted from 1, the header included. */
  readonly line: number;
  readonly reason: RejectReason;
  readonly text: string;
}

const shownLines = 5;

/** Counts the rows of a log that cannot be used, by reason. */
export class RejectedRows {
  /** How many there are. */
  count = 0;
  readonly #byReason = new Map<RejectReason, { count: number; lines: number[] }>();
  readonly #onReject: ((line: RejectedLine) => void) | undefined;

  /** @param onReject told of each */
  constructor(onReject?: (line: RejectedLine) => void) {
    this.#onReject = onReject;
  }

  /** How many for each reason, and the first few line numbers. */
  get byReason(): Rejected {
    return this.#byReason;
  }

  /** Counts one. */
  add(rejected: RejectedLine): void {
    const { line, reason } = rejected;
    const entry = this.#byReason.get(reason) ?? { count: 0, lines: [] };
    this.#byReason.set(reason, entry);
    entry.count++;
    if (entry.lines.length < shownLines) entry.lines.push(line);
    this.count++;
    this.#onReject?.(rejected);
  }
}
