/** What goes into a query and comes out of it: the same values by every engine. */

/** A value of a query's parameter; whole numbers are integers of the graph, others its floats. */
export type GraphParameter =
  | null
  | boolean
  | number
  | bigint
  | string
  | readonly GraphParameter[]
  | { readonly [key: string]: GraphParameter };

/** The parameters of a query, by their names without `$`. */
export type GraphParameters = Readonly<Record<string, GraphParameter>>;

/**
 * A value of a row. Integers are numbers where these are exact, else bigints; dates and times are ISO text; a
 * node is an object of its properties, and so is a relation; a path is the list of its nodes and relations in
 * turn; a point is `{x, y}`.
 */
export type GraphValue =
  | null
  | boolean
  | number
  | bigint
  | string
  | readonly GraphValue[]
  | { readonly [key: string]: GraphValue };

/** A row, by the names that the query gives its columns. */
export type GraphRow = Readonly<Record<string, GraphValue>>;

/** An integer of 64 bits: a number if that is exact. */
export function integerValue(integer: bigint): number | bigint {
  const number = Number(integer);
  return Number.isSafeInteger(number) ? number : integer;
}

/**
 * A float to the 15 significant figures that every engine hands over: FalkorDB prints no more.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * assertEquals(floatValue(0.1 + 0.2), 0.3);
 * ```
 */
export function floatValue(float: number): number {
  return Number.isFinite(float) ? Number(float.toPrecision(15)) : float;
}

/** The day of a moment, counted in seconds from 1970: `2018-08-29`. */
export const isoDate = (seconds: number): string => isoInstant(seconds).slice(0, 10);

/** The moment without its zone, to the second: `2018-08-29T15:00:37`. */
export const isoDateTime = (seconds: number): string => isoInstant(seconds).slice(0, 19);

/** The time of day of a moment: `15:00:37`. */
export const isoTime = (seconds: number): string => isoInstant(seconds).slice(11, 19);

const isoInstant = (seconds: number): string => new Date(seconds * 1000).toISOString();
