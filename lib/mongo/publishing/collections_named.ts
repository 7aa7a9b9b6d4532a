/** The collections, views and time series of a database, as the server describes them. */
import type { Db, Document } from "mongodb";
import { afterElection } from "./after_election.ts";

/** What has the name of a collection. */
export interface FoundCollection {
  readonly name: string;
  readonly kind: "collection" | "view" | "timeseries";
  /** Tells one version from another, and stays when the collection is renamed; a view has none. */
  readonly version: string | undefined;
  readonly validator: Document;
}

/** Those with one of the names, all seen at the same moment, by name. */
export async function collectionsNamed(
  db: Db,
  names: readonly string[],
): Promise<ReadonlyMap<string, FoundCollection>> {
  return await collectionsLike(db, { name: { $in: [...names] } });
}

/** Those that fit a filter, by name. */
export async function collectionsLike(
  db: Db,
  filter: Document,
): Promise<ReadonlyMap<string, FoundCollection>> {
  const found = await afterElection(() =>
    db.listCollections(filter, { nameOnly: false }).toArray()
  );
  return new Map(found.map(({ name, type, info, options }) => [name, {
    name,
    kind: (type ?? "collection") as FoundCollection["kind"],
    version: info?.uuid?.toString(),
    validator: (options as Document | undefined)?.["validator"] ?? {},
  }]));
}
