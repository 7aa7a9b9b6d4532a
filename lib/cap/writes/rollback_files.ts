/** Which orders a member threw away, read from the files that it keeps of them. */
import { join } from "node:path";
import { BSON } from "mongodb";
import { FileError } from "../../base/errors.ts";

/** Of an empty document: its size in 4 bytes, and the 0 that ends it. */
const smallestDocument_bytes = 5;

/**
 * The ids of the orders that a member threw away when it came back and found that the set had gone on
 * without it: `order_id` of all documents in `rollback/<collection's UUID>/removed.<time>.bson`, where
 * `mongod` keeps them (https://www.mongodb.com/docs/manual/core/replica-set-rollbacks/).
 *
 * @param dbPath the member's `--dbpath`
 * @returns an empty set if it never rolled anything back
 * @throws {FileError} if a file cannot be read or ends in the middle of a document
 */
export async function rolledBackOrderIds(dbPath: string): Promise<Set<string>> {
  const ids = new Set<string>();
  for (const path of await removedFiles(join(dbPath, "rollback"))) {
    for (const { order_id } of await documentsOf(path)) {
      if (typeof order_id === "string") ids.add(order_id);
    }
  }
  return ids;
}

/** The paths of all `removed.*.bson` in a folder and those within. */
async function removedFiles(dir: string): Promise<string[]> {
  const paths: string[] = [];
  try {
    for await (const { name, isDirectory } of Deno.readDir(dir)) {
      const path = join(dir, name);
      if (isDirectory) paths.push(...await removedFiles(path));
      else if (/^removed\..*\.bson$/.test(name)) paths.push(path);
    }
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return [];
    throw error instanceof FileError ? error : FileError.from(`Cannot read ${dir}`, error);
  }
  return paths;
}

/** The documents of a file, which follow each other without anything between. */
async function documentsOf(path: string): Promise<BSON.Document[]> {
  const bytes = await Deno.readFile(path).catch((error) => {
    throw FileError.from(`Cannot read ${path}`, error);
  });
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const documents: BSON.Document[] = [];
  for (let at = 0; at < bytes.length;) {
    const left_bytes = bytes.length - at;
    const size_bytes = left_bytes < 4 ? NaN : view.getInt32(at, true);
    if (!(size_bytes >= smallestDocument_bytes && size_bytes <= left_bytes)) {
      throw new FileError(
        `Cannot read ${path}: the document at byte ${at} should have ${
          size_bytes || "more"
        } bytes, ` +
          `but ${left_bytes} are left. It is damaged or still being written`,
      );
    }
    try {
      documents.push(BSON.deserialize(bytes.subarray(at, at + size_bytes)));
    } catch (error) {
      throw FileError.from(`Cannot read ${path}: the document at byte ${at} is damaged`, error);
    }
    at += size_bytes;
  }
  return documents;
}
