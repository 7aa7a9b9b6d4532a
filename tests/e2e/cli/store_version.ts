import { createHash } from "node:crypto";
import { join } from "node:path";
import type { Db, Document } from "mongodb";
import { retryWhenReplaced } from "../../../lib/mongo/retry_when_replaced.ts";

/** What a store consists of: collections, and files in the data folder. */
export const collectionNames = [
  "products",
  "users",
  "orders",
  "analytics_trends",
  "trending_products",
  "hot_right_now",
  "trend_breakdowns",
] as const;
export const fileNames = ["logs.csv", "web_traffic.csv"] as const;
export type Part = typeof collectionNames[number] | typeof fileNames[number];

/** One version of a store: of each part its size and a digest of its content. */
export type StoreVersion = Readonly<Record<Part, string>>;

/** Versions of collections, each its size and a digest of its content. */
export type CollectionVersions = Readonly<Record<typeof collectionNames[number], string>>;

/** The size and digest of a collection. */
export async function collectionVersion(db: Db, name: string): Promise<string> {
  return contentVersion(await retryWhenReplaced(() => db.collection(name).find().toArray()));
}

/** The size and digest of documents in any order; identifiers made by the server are left out. */
export function contentVersion(documents: readonly Document[]): string {
  const line = ({ _id, ...rest }: Document) =>
    JSON.stringify(typeof _id === "string" ? { _id, ...rest } : rest);
  return `${documents.length} documents ${digest(documents.map(line).sort().join("\n"))}`;
}

/** Reads all collections of a store, each as `read` does. */
export async function collectionVersions(
  read: (name: typeof collectionNames[number]) => Promise<string>,
): Promise<CollectionVersions> {
  const parts = await Promise.all(
    collectionNames.map(async (name) => [name, await read(name)] as const),
  );
  return Object.fromEntries(parts) as Record<typeof collectionNames[number], string>;
}

/** Reads every part of a store. */
export async function storeVersion(db: Db, dir: string): Promise<StoreVersion> {
  const files = await Promise.all(
    fileNames.map(async (name) => [name, await fileVersion(join(dir, name))] as const),
  );
  return {
    ...await collectionVersions((name) => collectionVersion(db, name)),
    ...Object.fromEntries(files),
  } as StoreVersion;
}

async function fileVersion(path: string): Promise<string> {
  const text = await Deno.readTextFile(path);
  const end = text.endsWith("\n") ? "" : ", the last one cut off";
  return `${text.split("\n").length - 2} rows${end} ${digest(text)}`;
}

const digest = (text: string) => createHash("sha256").update(text).digest("hex").slice(0, 16);
