/** What a browser compares with what it shows: the live protocol. */

/**
 * Which version of each topic there is now, by its word, and whether each database is `up` or
 * `down`, by {@link databaseKey}.
 */
export type LiveState = Readonly<Record<string, string>>;

/** The store's database is every page's that names no other. */
export const storeSystem = "store";

/** Under which key the state of a system's database is told. */
export const databaseKey = (system = storeSystem): string =>
  system === storeSystem ? "database" : `database:${system}`;
