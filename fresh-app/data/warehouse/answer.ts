/** What a store answers to a query of the warehouse's pages, or why it does not. */
import type { Query } from "../../../lib/warehouse/queries/query.ts";

/** A store, by what it is for. */
export type Store = "columns" | "documents" | "graph" | "files";

/** Why there is no answer. */
export interface Problem {
  readonly store: Store;
  /** Nothing was loaded yet; the store does not answer; it refuses. */
  readonly kind: "empty" | "down" | "refused";
  /** In the words of the store, if it refuses. */
  readonly reason?: string;
}

export interface Answer<Row> {
  readonly query: Query;
  /** No rows if there is a {@link problem}. */
  readonly rows: readonly Row[];
  readonly problem?: Problem;
}
