/** A book of collections: what a system stores, by name, from which types and validators come. */
import type { z } from "zod";

/** An index that serves a query of the project. */
export interface Index {
  readonly key: Readonly<Record<string, 1 | -1 | "text">>;
  readonly unique?: boolean;
  /** Of texts: whose stems words are found by, such as `portuguese`. */
  readonly default_language?: string;
}

/** A collection's document schema and the indexes for the queries that the project makes. */
export interface CollectionDefinition {
  readonly schema: z.ZodType;
  readonly indexes: readonly Index[];
}

/**
 * The collections of a system, by name. Write one with `as const satisfies Book`: one entry is all that
 * a collection needs.
 */
export type Book = Readonly<Record<string, CollectionDefinition>>;

/** The names of a book's collections. */
export type NameIn<B extends Book> = keyof B & string;

/** The document type of each of a book's collections, for the driver's generics. */
export type DocumentsIn<B extends Book> = { [Name in keyof B]: z.infer<B[Name]["schema"]> };
