/** The book that a writer keeps: every write, and what the server said of it. */
import { refusedByNonPrimary } from "../../mongo/error_codes.ts";
import { MongoError, MongoServerError, MongoWriteConcernError } from "mongodb";
import type { Reconciled } from "../cap_run.ts";
import { isServerTrouble } from "./server_trouble.ts";

/** Acknowledged; failed for certain, so that it may be sent again; or nobody knows. */
export type Outcome = "acknowledged" | "failed" | "unknown";

/** One write. Times are since the beginning of the scenario. */
export interface Write {
  readonly order_id: string;
  readonly total_dzd: number;
  readonly sent_at_ms: number;
  readonly took_ms: number;
  readonly outcome: Outcome;
}

/** The driver gives up with these before anything is sent. */
const neverSent = new Set([
  "MongoServerSelectionError",
  "MongoPoolClearedError",
  "MongoPoolClosedError",
  "MongoWaitQueueTimeoutError",
]);

/**
 * What is known of a write that ended with an error. A connection that broke, a primary that stepped
 * down in the middle, a write concern that was not reached: in all these the order may be there.
 *
 * @param retryWrites whether the client sends a write again by itself, as it does by default. Then the
 * error is that of the second attempt, also when this one was refused or never sent: the first may have
 * reached the server all the same
 * @throws the error itself if it is a defect, or one that waiting does not cure
 */
export function outcomeOf(error: unknown, retryWrites = true): Outcome {
  if (!isServerTrouble(error)) throw error;
  if (!(error instanceof MongoError) || error instanceof MongoWriteConcernError) return "unknown";
  // The driver keeps an error with this label only if all attempts had it.
  if (error.hasErrorLabel("NoWritesPerformed")) return "failed";
  if (retryWrites) return "unknown";
  const refused = error instanceof MongoServerError && refusedByNonPrimary.has(Number(error.code));
  return refused || neverSent.has(error.name) ? "failed" : "unknown";
}

/**
 * Compares a ledger with what is there after healing and with what the old primary threw away.
 *
 * @param prefix what all the orders' ids begin with; the rest is their place
 * @param survivors the ids of the orders that are there
 * @param rolledBack the ids of the orders in the rollback files
 */
export function reconcile(
  prefix: string,
  writes: readonly Write[],
  survivors: ReadonlySet<string>,
  rolledBack: ReadonlySet<string>,
): Reconciled {
  const survived = (write: Write) => survivors.has(write.order_id);
  const by = (outcome: Outcome) => writes.filter((write) => write.outcome === outcome);
  const acknowledged = by("acknowledged"), failed = by("failed"), unknown = by("unknown");
  return {
    acknowledged: acknowledged.length,
    failed: failed.length,
    unknown: unknown.length,
    unknown_survived: unknown.filter(survived).length,
    failed_survived: failed.filter(survived).length,
    lost: acknowledged.filter((write) => !survived(write)).map(({ order_id, total_dzd }) => ({
      order_id,
      total_dzd,
      in_rollback_file: rolledBack.has(order_id),
    })),
    ledger: {
      prefix,
      sent_at_ms: writes.map(({ sent_at_ms }) => sent_at_ms),
      took_ms: writes.map(({ took_ms }) => took_ms),
      outcomes: writes.map(({ outcome }) => outcome.charAt(0)).join(""),
      survived: writes.map((write) => survived(write) ? "y" : "n").join(""),
    },
  };
}
