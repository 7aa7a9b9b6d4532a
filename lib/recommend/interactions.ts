/** One user's liking for one item, as observed. */
export interface Interaction<User = number> {
  readonly user: User;
  readonly item: string;
}

/**
 * Who interacted with what: a sparse matrix of users by items, as compressed rows. Row `u` has the
 * columns `indices[indptr[u] .. indptr[u + 1])`, ascending, with the ratings `values` beside them.
 */
export interface Interactions<User = number> {
  /** The users, by row. */
  readonly users: readonly User[];
  /** The items, by column. */
  readonly items: readonly string[];
  /** Length: users + 1. */
  readonly indptr: Uint32Array;
  readonly indices: Uint32Array;
  /** The rating r of each entry: how often it was observed, or 1 in a binary matrix. */
  readonly values: Float32Array;
}

/**
 * Makes the matrix of interactions in which a user and an item that occur together have the rating 1,
 * however often they do.
 *
 * @param users rows that must be there even without interactions; others are added as they occur
 * @param items columns likewise
 */
export function binaryInteractions<User>(
  observed: Iterable<Interaction<User>>,
  users: Iterable<User> = [],
  items: Iterable<string> = [],
): Interactions<User> {
  const row = new Indexer(users);
  const column = new Indexer(items);
  const columnsByRow: Set<number>[] = row.keys.map(() => new Set());
  for (const { user, item } of observed) {
    const columns = columnsByRow[row.of(user)] ??= new Set();
    columns.add(column.of(item));
  }
  const sorted = columnsByRow.map((columns) => [...columns].sort((a, b) => a - b));
  const indptr = new Uint32Array(sorted.length + 1);
  for (const [u, columns] of sorted.entries()) indptr[u + 1] = (indptr[u] ?? 0) + columns.length;
  const indices = Uint32Array.from(sorted.flat());
  return {
    users: row.keys,
    items: column.keys,
    indptr,
    indices,
    values: new Float32Array(indices.length).fill(1),
  };
}

/** The columns of a user's row. */
export function itemsOf({ indptr, indices }: Interactions<unknown>, user: number): Uint32Array {
  return indices.subarray(indptr[user], indptr[user + 1]);
}

/** The same matrix with items as rows and users as columns. */
export function transpose<User>(matrix: Interactions<User>) {
  const { users, items, indices, values } = matrix;
  const indptr = new Uint32Array(items.length + 1);
  for (const item of indices) indptr[item + 1] = (indptr[item + 1] ?? 0) + 1;
  for (let i = 0; i < items.length; i++) indptr[i + 1] = (indptr[i + 1] ?? 0) + (indptr[i] ?? 0);
  const next = indptr.slice();
  const rows = new Uint32Array(indices.length);
  const rowValues = new Float32Array(indices.length);
  for (let user = 0; user < users.length; user++) {
    const from = matrix.indptr[user] ?? 0;
    for (const [offset, item] of itemsOf(matrix, user).entries()) {
      const at = next[item] ?? 0;
      next[item] = at + 1;
      rows[at] = user;
      rowValues[at] = values[from + offset] ?? 0;
    }
  }
  return { indptr, indices: rows, values: rowValues };
}

/** Gives each key a number, in the order in which they first occur. */
class Indexer<Key> {
  readonly keys: Key[] = [];
  readonly #numbers = new Map<Key, number>();

  constructor(keys: Iterable<Key>) {
    for (const key of keys) this.of(key);
  }

  of(key: Key): number {
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    this.#numbers.set(key, this.keys.length);
    return this.keys.push(key) - 1;
  }
}
