import { type Collection, type Document, MongoError, MongoNetworkError } from "mongodb";

/**
 * A collection whose `insertOne` fails with the driver's `MongoNetworkError` also where the driver
 * (7.5) passes on the socket's own error: when the server closes a connection in the moment before
 * something is sent over it, that is a plain `Error` with the code `EPIPE`.
 */
export function withNetworkErrors<T extends Document>(collection: Collection<T>): Collection<T> {
  const insertOne = collection.insertOne.bind(collection);
  collection.insertOne = (document, options) =>
    insertOne(document, options).catch((error) => {
      const ofSocket = error instanceof Error && "code" in error && !(error instanceof MongoError);
      throw ofSocket ? new MongoNetworkError(error.message, { cause: error }) : error;
    });
  return collection;
}
