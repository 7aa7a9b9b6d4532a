/** For how long nobody could write when a primary was killed. */
import type { Write } from "./ledger.ts";

/** When a primary was killed. In ms since the beginning of the scenario. */
export interface Kill {
  readonly killed_at_ms: number;
  /** When it was seen to be dead. */
  readonly gone_at_ms: number;
}

/**
 * How long nobody could write, in ms: from the kill of the primary to the end of the first write that
 * was sent after it and acknowledged; undefined if there is none. What is acknowledged before the
 * primary is seen to be dead does not count, since it may have been its own last word.
 */
export function writeGap_ms(
  writes: readonly Write[],
  { killed_at_ms, gone_at_ms }: Kill,
): number | undefined {
  const first = writes.reduce((first, { outcome, sent_at_ms, took_ms }) => {
    const end_ms = sent_at_ms + took_ms;
    const counts = outcome === "acknowledged" && sent_at_ms >= killed_at_ms && end_ms > gone_at_ms;
    return counts ? Math.min(first, end_ms) : first;
  }, Infinity);
  return first < Infinity ? first - killed_at_ms : undefined;
}
