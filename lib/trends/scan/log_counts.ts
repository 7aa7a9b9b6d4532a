/** What a log comes to when it is counted. */
import type { TimeForm } from "../../base/time_reader.ts";
import { eventTypes } from "../../log_format.ts";
import type { HourTable } from "./hour_table.ts";

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
 * How often each product had each event, the same by hour, and how often each event was by city, if the
 * scan was told to look at them. The cells of products are `[product][event]`, the event last: see
 * {@link cellsPerProduct}.
 */
export interface LogCube {
  /** The keys of the products, as the log names them. */
  readonly products: readonly string[];
  /** A count for each cell `[product][event]`. */
  readonly total: Float64Array;
  /** By hour those of the cells `[product][event]` that occurred. */
  readonly byHour?: HourTable;
  /**
   * The cities, and a count for each cell `[city][event]`. Users of whom none is known are in the city
   * `unknown`.
   */
  readonly byCity?: { readonly cities: readonly string[]; readonly cells: Float64Array };
}

/** The cells of a product, or of a city, in a {@link LogCube}: one for each of {@link eventTypes}. */
export const cellsPerProduct = eventTypes.length;

/** So many cells may occur in all hours together; in WebAssembly, as many as fit into this memory. */
export const mostCounts = 2 ** 27, mostCounts_bytes = 2 ** 31;

/** What is wrong with a log of which more occur. */
export const tooManyCounts =
  "its counts by product and hour do not fit into 2 GB of memory: name fewer or shorter --logs";

/** The city of users that are not known. */
export const unknownCity = "unknown";
