/** Reading documents that may have been written by anybody: what has another shape is one line. */
import type { Document, FindOptions } from "mongodb";
import type { z } from "zod";
import { ForeignDocumentError } from "./errors.ts";
import { quoted } from "./quoted.ts";
import type { Readable } from "./readable.ts";

/**
 * The documents of a collection, of each the fields of `shape`, which alone should be asked for.
 *
 * @param shape what is read of a document
 * @throws {ForeignDocumentError} at the first document that has not that shape, with its `_id` and field
 */
export async function* readDocuments<T>(
  db: Readable,
  name: string,
  shape: z.ZodType<T>,
  options: FindOptions = {},
): AsyncGenerator<T> {
  let place = 0;
  const documents = db.collection<Document>(name);
  for await (const document of documents.find({}, options)) {
    const { success, data } = shape.safeParse(document);
    if (!success) {
      // Its `_id` is asked for only now: on the way it would cost more than all that is wanted.
      const [same] = await documents
        .find({}, { ...options, projection: { _id: 1 }, skip: place, limit: 1 }).toArray();
      requireShape(`${name} of ${db.databaseName}`, shape, { ...same, ...document });
    }
    place++;
    yield data as T;
  }
}

/**
 * A document, of which the fields of `shape` are known.
 *
 * @param where it comes from: `users of dzstore_db`
 * @throws {ForeignDocumentError} if it has not that shape
 */
export function requireShape<T>(where: string, shape: z.ZodType<T>, document: Document): T {
  const { success, data, error } = shape.safeParse(document);
  if (success) return data;
  const [issue] = error.issues;
  const path = issue?.path ?? [];
  const value = path.reduce<unknown>((part, key) => (part as Document)?.[key as string], document);
  throw new ForeignDocumentError(
    where,
    document["_id"],
    path.length === 0 ? "it" : path.join("."),
    value === undefined ? "is missing" : `is ${quoted(value)} (${issue?.message ?? "wrong"})`,
  );
}
