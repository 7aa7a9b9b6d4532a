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

/**
 * Makes a table; yields after each hour.
 *
 * @param hours in any order, each once
 * @param size how many cells of hours there are
 * @param of what was counted in an hour
 */
export function* tableOf(
  hours: Iterable<number>,
  size: number,
  of: (hour: number) => CountedCells,
): Generator<void, HourTable> {
  const inOrder = Int32Array.from(hours).sort();
  const table: HourTable = {
    hours: inOrder,
    ends: new Uint32Array(inOrder.length),
    cells: new Uint32Array(size),
    counts: new Float64Array(size),
  };
  let end = 0;
  for (const [place, hour] of inOrder.entries()) {
    const { cells, counts } = of(hour);
    table.cells.set(cells, end);
    table.counts.set(counts, end);
    table.ends[place] = end += cells.length;
    yield;
  }
  return table;
}

/** The sum of tables; yields after each hour. */
export function* addTables(tables: readonly HourTable[]): Generator<void, HourTable> {
  const filled = tables.filter(({ hours }) => hours.length > 0);
  const [first, ...others] = filled.length > 0 ? filled : tables;
  if (first && others.length === 0) return first;
  const places = filled.map(({ hours }) => new Map(Array.from(hours, (hour, at) => [hour, at])));
  const sumIn = (hour: number) =>
    filled.flatMap((table, index) => {
      const place = places[index]?.get(hour);
      return place === undefined ? [] : [hourAt(table, place)];
    }).reduce(sum);
  const hours = new Set(places.flatMap((place) => [...place.keys()]));
  let size = 0;
  for (const hour of hours) {
    size += sumIn(hour).cells.length;
    yield;
  }
  return yield* tableOf(hours, size, sumIn);
}

/** The sum of two lists of cells, each of them ascending. */
function sum(a: CountedCells, b: CountedCells): CountedCells {
  const most = a.cells.length + b.cells.length;
  const cells = new Uint32Array(most), counts = new Float64Array(most);
  let size = 0;
  for (let i = 0, j = 0; i < a.cells.length || j < b.cells.length; size++) {
    const inA = a.cells[i] ?? Infinity, inB = b.cells[j] ?? Infinity;
    cells[size] = Math.min(inA, inB);
    if (inA <= inB) counts[size] = a.counts[i++] as number;
    if (inB <= inA) counts[size] = (counts[size] as number) + (b.counts[j++] as number);
  }
  return { cells: cells.subarray(0, size), counts: counts.subarray(0, size) };
}
