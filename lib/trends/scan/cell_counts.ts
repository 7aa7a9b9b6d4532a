/** Counts of cells, in memory by the cells that occur. */

/** Counts by cell: the cells that occur, ascending, and how often each does. */
export interface CountedCells {
  readonly cells: Uint32Array;
  readonly counts: Float64Array;
}

/** Of an array with a count for every cell, those that occur. */
export function occurring(all: Float64Array): CountedCells {
  const size = sizeOf(all);
  const cells = new Uint32Array(size), counts = new Float64Array(size);
  for (let cell = 0, found = 0; found < size; cell++) {
    const count = all[cell] as number;
    if (count === 0) continue;
    cells[found] = cell;
    counts[found++] = count;
  }
  return { cells, counts };
}

function sizeOf(all: Float64Array): number {
  let size = 0;
  for (let cell = 0; cell < all.length; cell++) if (all[cell] !== 0) size++;
  return size;
}

const firstEntries = 8;

/**
 * Counts how often each of many cells occurs, in memory by those that do: a hash table, until an array
 * with a count for every cell is as small. The kernel does the same (`kernel/counts.as`).
 */
export class CellCounts {
  readonly #width: number;
  /** For each entry of the table its cell plus 1, or 0. Absent: there is a count for every cell. */
  #keys: Uint32Array | undefined;
  #counts: Float64Array;
  #used = 0;

  /** @param width how many cells there could be, below 2^32 - 1 */
  constructor(width: number) {
    this.#width = width;
    const isTable = firstEntries < width;
    this.#keys = isTable ? new Uint32Array(firstEntries) : undefined;
    this.#counts = new Float64Array(isTable ? firstEntries : width);
  }

  /** Counts a cell once more; says whether it was the first time. */
  add(cell: number): boolean {
    const at = this.#keys ? this.#entry(this.#keys, cell) : cell;
    return (this.#counts[at] = (this.#counts[at] as number) + 1) === 1;
  }

  /** How many cells occurred. */
  get size(): number {
    return this.#keys ? this.#used : sizeOf(this.#counts);
  }

  /** What was counted. */
  counted(): CountedCells {
    const keys = this.#keys;
    if (!keys) return occurring(this.#counts);
    const cells = keys.filter((key) => key > 0).map((key) => key - 1).sort();
    const counts = Float64Array.from(
      cells,
      (cell) => this.#counts[this.#find(keys, cell)] as number,
    );
    return { cells, counts };
  }

  /** The entry of a cell, which gets one if it has none. */
  #entry(keys: Uint32Array, cell: number): number {
    const at = this.#find(keys, cell);
    if (keys[at] !== 0) return at;
    if (4 * (this.#used + 1) > 3 * keys.length) return this.#grow(cell);
    this.#used++;
    keys[at] = cell + 1;
    return at;
  }

  /** Where a cell is in the table, or would be. */
  #find(keys: Uint32Array, cell: number): number {
    const mixed = Math.imul(cell, 0x9e3779b1), mask = keys.length - 1;
    let at = (mixed ^ mixed >>> 15) & mask;
    while (keys[at] !== 0 && keys[at] !== cell + 1) at = (at + 1) & mask;
    return at;
  }

  /** Makes room, and says where a cell is then. */
  #grow(cell: number): number {
    const keys = this.#keys ?? new Uint32Array(), counts = this.#counts;
    const isTable = 2 * keys.length < this.#width;
    this.#keys = isTable ? new Uint32Array(2 * keys.length) : undefined;
    this.#counts = new Float64Array(isTable ? 2 * keys.length : this.#width);
    for (const [from, key] of keys.entries()) {
      if (key === 0) continue;
      const to = this.#keys ? this.#find(this.#keys, key - 1) : key - 1;
      if (this.#keys) this.#keys[to] = key;
      this.#counts[to] = counts[from] as number;
    }
    return this.#keys ? this.#entry(this.#keys, cell) : cell;
  }
}
