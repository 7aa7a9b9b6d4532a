/** The interactions of users with items, as a sparse matrix. */

/** One user's liking for one item, as observed. */
export interface Interaction<User = number> {
  readonly user: User;
  readonly item: string;
  /** How much it counts, 0 or more; absent: 1. */
  readonly weight?: number;
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
  /** The rating r of each entry. */
  readonly values: Float32Array;
}

/**
 * Makes the matrix of interactions; the weights of a user and an item that occur together several
 * times add up.
 *
 * @param users rows that must be there even without interactions; others are added as they occur
 * @param items columns likewise
 * @throws {RangeError} if a weight is negative or no number, naming the interaction
 */
export function interactionMatrix<User>(
  observed: Iterable<Interaction<User>>,
  users: Iterable<User> = [],
  items: Iterable<string> = [],
): Interactions<User> {
  const row = new Indexer(users);
  const column = new Indexer(items);
  const weightsByRow: Map<number, number>[] = row.keys.map(() => new Map());
  for (const { user, item, weight = 1 } of observed) {
    if (!(weight >= 0 && weight < Infinity)) {
      throw new RangeError(`Cannot use the weight ${weight} of user ${user} and item ${item}`);
    }
    const weights = weightsByRow[row.of(user)] ??= new Map();
    const at = column.of(item);
    weights.set(at, (weights.get(at) ?? 0) + weight);
  }
  const indptr = new Uint32Array(weightsByRow.length + 1);
  for (const [u, weights] of weightsByRow.entries()) {
    indptr[u + 1] = (indptr[u] ?? 0) + weights.size;
  }
  const indices = new Uint32Array(indptr.at(-1) ?? 0);
  const values = new Float32Array(indices.length);
  for (const [u, weights] of weightsByRow.entries()) {
    const columns = Uint32Array.from(weights.keys()).sort();
    indices.set(columns, indptr[u]);
    for (const [offset, at] of columns.entries()) {
      values[(indptr[u] ?? 0) + offset] = weights.get(at) ?? 0;
    }
  }
  return { users: row.keys, items: column.keys, indptr, indices, values };
}

/** The same as {@link interactionMatrix}, but a user and an item that occur together have rating 1. */
export function binaryInteractions<User>(
  observed: Iterable<Interaction<User>>,
  users: Iterable<User> = [],
  items: Iterable<string> = [],
): Interactions<User> {
  const matrix = interactionMatrix(observed, users, items);
  return { ...matrix, values: matrix.values.fill(1) };
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
