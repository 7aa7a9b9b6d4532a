/** The collection of queries, read from its files. */
import { join } from "node:path";
import { type Queries, queryFiles, type QueryName, readQuery } from "./query.ts";

/** Reads all of them. */
export async function readQueries(): Promise<Queries> {
  const names = Object.keys(queryFiles) as QueryName[];
  const read = await Promise.all(names.map(async (name) => {
    const text = await Deno.readTextFile(join(import.meta.dirname ?? ".", queryFiles[name]));
    return [name, readQuery(name, text)] as const;
  }));
  return Object.fromEntries(read) as Record<QueryName, Queries[QueryName]>;
}
