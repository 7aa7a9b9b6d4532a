/** Where documents are read. */
import type { Db } from "mongodb";

/** A database, or an edition of it that is being made. */
export type Readable = Pick<Db, "databaseName" | "collection">;
