/** The table of what was counted hour by hour. */
import type { CountedCells } from "./cell_counts.ts";

/**
 * How often each cell occurred in each hour, of the cells that did: hour after hour, and within an hour
 * by cell.
 */
export interface HourTable extends CountedCells {
  /** Hours since 1970-01-01T00:00Z, ascending. */
  readonly hours: Int32Array;
  /** For each of them where its cells end in the table; they begin where those before them end. */
  readonly ends: Uint32Array;
}

/** The counts of one of a table's hours, by its place among them. */
export function hourAt({ ends, cells, counts }: HourTable, place: number): CountedCells {
  const from = place === 0 ? 0 : ends[place - 1], to = ends[place];
  return { cells: cells.subarray(from, to), counts: counts.subarray(from, to) };
}

/** Puts counts into a table from a place on; says where they end. */
export function putCells({ cells, counts }: CountedCells, table: HourTable, from: number): number {
  table.cells.set(cells, from);
  table.counts.set(counts, from);
  return from + cells.length;
}

/** Adds some of a table's counts to those of an array with one for every cell. */
export function addCells(
  all: Float64Array,
  { cells, counts }: CountedCells,
  from = 0,
  to = cells.length,
): void {
  for (let i = from; i < to; i++) {
    const cell = cells[i] as number;
    all[cell] = (all[cell] as number) + (counts[i] as number);
  }
}

/** Puts the counts of an hour into a table from a place on; says where they end. */
type Put = (hour: number, table: HourTable, from: number) => number;

/**
 * Makes a table.
 *
 * @param hours in any order, each once
 * @param size how many cells of hours there are
 */
export function tableOf(hours: Iterable<number>, size: number, put: Put): HourTable {
  const inOrder = Int32Array.from(hours).sort();
  const table: HourTable = {
    hours: inOrder,
    ends: new Uint32Array(inOrder.length),
    cells: new Uint32Array(size),
    counts: new Float64Array(size),
  };
  let end = 0;
  for (let place = 0; place < inOrder.length; place++) {
    table.ends[place] = end = put(inOrder[place] as number, table, end);
  }
  return table;
}

/** The sum of tables. */
export function addTables(tables: readonly HourTable[]): HourTable {
  const filled = tables.filter(({ hours }) => hours.length > 0);
  const [first, second, ...others] = filled.length > 0 ? filled : tables;
  if (!first) throw new RangeError("Cannot add tables: there is none");
  if (!second) return first;
  return addTables([addTwo(first, second), ...others]);
}

function addTwo(a: HourTable, b: HourTable): HourTable {
  const inA = placesOf(a), inB = placesOf(b);
  const hours = new Set([...inA.keys(), ...inB.keys()]);
  const put = (hour: number, table: HourTable | undefined, from: number) =>
    merge(a, inA.get(hour), b, inB.get(hour), table, from);
  let size = 0;
  for (const hour of hours) size = put(hour, undefined, size);
  return tableOf(hours, size, put);
}

const placesOf = ({ hours }: HourTable) =>
  new Map(Array.from(hours, (hour, place) => [hour, place]));

/** Adds up an hour that stands at a place in one table or in both, and says where it ends. */
function merge(
  a: HourTable,
  placeA: number | undefined,
  b: HourTable,
  placeB: number | undefined,
  to: HourTable | undefined,
  from: number,
): number {
  let i = beginOf(a, placeA), j = beginOf(b, placeB), at = from;
  const endA = placeA === undefined ? 0 : a.ends[placeA] as number;
  const endB = placeB === undefined ? 0 : b.ends[placeB] as number;
  for (; i < endA || j < endB; at++) {
    const cellA = i < endA ? a.cells[i] as number : Infinity;
    const cellB = j < endB ? b.cells[j] as number : Infinity;
    const count = (cellA <= cellB ? a.counts[i++] as number : 0) +
      (cellB <= cellA ? b.counts[j++] as number : 0);
    if (!to) continue;
    to.cells[at] = cellA < cellB ? cellA : cellB;
    to.counts[at] = count;
  }
  return at;
}

function beginOf({ ends }: HourTable, place: number | undefined): number {
  return place === undefined || place === 0 ? 0 : ends[place - 1] as number;
}
