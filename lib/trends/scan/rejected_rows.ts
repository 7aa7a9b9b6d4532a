/** The rows of a log that cannot be used, counted by reason. */
import type { LogCounts, Rejected, RejectReason } from "./log_counts.ts";

/** A line that cannot be used; `text` is at most the first 1,000 bytes of it. */
export interface RejectedLine {
  /** Counted from 1, the header included. */
  readonly line: number;
  readonly reason: RejectReason;
  readonly text: string;
}

/** Is told of a line that cannot be used; says whether to be told of more. */
export type OnReject = (line: RejectedLine) => boolean;

const shownLines = 5;

/** Counts the rows of a log that cannot be used, by reason. */
export class RejectedRows {
  /** How many there are. */
  count = 0;
  readonly #byReason = new Map<RejectReason, { count: number; lines: number[] }>();
  #onReject: OnReject | undefined;

  /** @param onReject told of each, until it says that no more are wanted */
  constructor(onReject?: OnReject) {
    this.#onReject = onReject;
  }

  /** Whether the first few line numbers are known of each reason, if there are as many as in `all`. */
  hasLinesOf(all: Rejected): boolean {
    return [...all].every(([reason, { count }]) =>
      (this.#byReason.get(reason)?.lines.length ?? 0) >= Math.min(count, shownLines)
    );
  }

  /** How many for each reason, and the first few line numbers. */
  get byReason(): Rejected {
    return this.#byReason;
  }

  /** Whether more are wanted, with their texts. */
  get areWanted(): boolean {
    return this.#onReject !== undefined;
  }

  /** Counts one; `text` is asked for only if it is wanted. */
  add({ line, reason }: Omit<RejectedLine, "text">, text: () => string): void {
    const entry = this.#byReason.get(reason) ?? { count: 0, lines: [] };
    this.#byReason.set(reason, entry);
    entry.count++;
    if (entry.lines.length < shownLines) entry.lines.push(line);
    this.count++;
    if (this.#onReject?.({ line, reason, text: text() }) === false) this.#onReject = undefined;
  }
}

/** The rejected rows of several logs together; the line numbers are of the first that have some. */
export function addRejected(logs: readonly Pick<LogCounts, "rejected">[]): Rejected {
  const all = new Map<RejectReason, { count: number; lines: readonly number[] }>();
  for (const { rejected } of logs) {
    for (const [reason, { count, lines }] of rejected) {
      const before = all.get(reason);
      const isKnown = before !== undefined && before.lines.length > 0;
      all.set(reason, {
        count: count + (before?.count ?? 0),
        lines: isKnown ? before.lines : lines,
      });
    }
  }
  return all;
}
