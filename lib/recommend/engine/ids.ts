/** Lists of ids, whatever they are kept in. */

/** Ids by their numbers from 0; an array is one. */
export interface Ids<Id = unknown> {
  readonly length: number;
  at(number: number): Id | undefined;
}

/** Gives each key a number, in the order in which they first occur. */
export class Indexer<Key> {
  readonly keys: Key[] = [];
  readonly #numbers = new Map<Key, number>();

  constructor(keys: Iterable<Key> = []) {
    for (const key of keys) this.of(key);
  }

  of(key: Key): number {
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    this.#numbers.set(key, this.keys.length);
    return this.keys.push(key) - 1;
  }
}
