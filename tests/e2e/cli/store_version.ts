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

/** The documents of a collection as sorted lines; identifiers made by the server are left out. */
async function linesOf(db: Db, name: string): Promise<string[]> {
  const documents: Document[] = await retryWhenReplaced(() => db.collection(name).find().toArray());
  const line = ({ _id, ...rest }: Document) =>
    JSON.stringify(typeof _id === "string" ? { _id, ...rest } : rest);
  return documents.map(line).sort();
}

/** The size and digest of a collection. */
export async function collectionVersion(db: Db, name: string): Promise<string> {
  const lines = await linesOf(db, name);
  return `${lines.length} documents ${digest(lines.join("\n"))}`;
}

/** Reads every part of a store. */
export async function storeVersion(db: Db, dir: string): Promise<StoreVersion> {
  const parts = await Promise.all([
    ...collectionNames.map(async (name) => [name, await collectionVersion(db, name)] as const),
    ...fileNames.map(async (name) => [name, await fileVersion(join(dir, name))] as const),
  ]);
  return Object.fromEntries(parts) as Record<Part, string>;
}

async function fileVersion(path: string): Promise<string> {
  const text = await Deno.readTextFile(path);
  const end = text.endsWith("\n") ? "" : ", the last one cut off";
  return `${text.split("\n").length - 2} rows${end} ${digest(text)}`;
}

const digest = (text: string) => createHash("sha256").update(text).digest("hex").slice(0, 16);
