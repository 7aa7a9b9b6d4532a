/** Inserting many documents. */
import type { Collection, Document } from "mongodb";

/** Documents at hand, or made one after the other. */
export type Source<T> = Iterable<T> | AsyncIterable<T>;

const batchSize = 1000;

/**
 * Inserts documents in batches with majority write concern.
 *
 * @param onProgress told the number of documents that the server has acknowledged so far
 * @returns that number at the end
 */
export async function insertAll(
  collection: Collection,
  documents: Source<Document>,
  onProgress: (inserted: number) => void = () => {},
): Promise<number> {
  let inserted = 0;
  for await (const batch of batches(documents, batchSize)) {
    // The server makes missing `_id`s; the driver would write them into the caller's objects.
    await collection.insertMany(batch, {
      writeConcern: { w: "majority" },
      forceServerObjectId: true,
    });
    inserted += batch.length;
    onProgress(inserted);
  }
  return inserted;
}

async function* batches<T>(items: Source<T>, size: number): AsyncGenerator<T[]> {
  let batch: T[] = [];
  for await (const item of items) {
    if (batch.push(item) === size) {
      yield batch;
      batch = [];
    }
  }
  if (batch.length > 0) yield batch;
}
