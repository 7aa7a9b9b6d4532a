/** What a log comes to when it is counted. */
import type { TimeForm } from "../../base/time_reader.ts";
import { eventTypes } from "../../log_format.ts";

/** Why a line cannot be used. */
export const rejectReasons = [
  "wrong field count",
  "bad timestamp",
  "unknown event",
  "unknown product",
  "unpaired quotes",
  "line too long",
] as const;
export type RejectReason = typeof rejectReasons[number];

/** The rows that cannot be used, by reason: how many, and the first few line numbers. */
export type Rejected = ReadonlyMap<
  RejectReason,
  { readonly count: number; readonly lines: readonly number[] }
>;

/** A log reduced to counts; `rows_read` is always `rows_kept` plus the rejected rows. */
export interface LogCounts {
  readonly rows_read: number;
  readonly rows_kept: number;
  readonly rejected: Rejected;
  /** How its times are written, if one has decided that. */
  readonly times?: TimeForm | undefined;
  readonly cube: LogCube;
}

/**
 * How often each product had each event, and the same by hour and by city if the scan was told to look
 * at them. A table has the cells `[…][product][event]`, the event last: see {@link cellsPerProduct}.
 */
export interface LogCube {
  /** The keys of the products, as the log names them. */
  readonly products: readonly string[];
  /** Cells `[product][event]`. */
  readonly total: Float64Array;
  /** Hours since 1970-01-01T00:00Z, ascending, and for each its cells. */
  readonly byHour?: { readonly hours: Int32Array; readonly cells: Float64Array };
  /** The cities, and for each its cells. Users of whom none is known are in the city `unknown`. */
  readonly byCity?: { readonly cities: readonly string[]; readonly cells: Float64Array };
}

/** The cells of a product in a table of a {@link LogCube}: one for each of {@link eventTypes}. */
export const cellsPerProduct = eventTypes.length;

/** The city of users that are not known. */
export const unknownCity = "unknown";
