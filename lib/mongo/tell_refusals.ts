/** A database whose errors say which field of a refused document is wrong, and why. */
import { type Collection, type CollectionOptions, type Db, MongoServerError } from "mongodb";
import { errorCode } from "./error_codes.ts";
import { refusalLine } from "./refusal.ts";

/** The methods of a collection that may meet its validator. */
const writing = [
  ...["insertOne", "insertMany", "updateOne", "updateMany", "replaceOne", "bulkWrite"] as const,
  ...["findOneAndUpdate", "findOneAndReplace"] as const,
];

/**
 * Lets a database tell what is wrong with a document that it refuses: the driver's errors, which
 * say "Document failed validation" and hide the reason in `errInfo`, say it in their message.
 */
export function tellRefusals(db: Db): Db {
  const collection = db.collection.bind(db);
  return Object.assign(db, {
    collection: (name: string, options?: CollectionOptions) => telling(collection(name, options)),
  });
}

function telling(collection: Collection): Collection {
  for (const method of writing) {
    const write = collection[method].bind(collection) as (...args: unknown[]) => Promise<unknown>;
    Object.assign(collection, {
      [method]: async (...args: unknown[]) => {
        try {
          return await write(...args);
        } catch (error) {
          throw told(error);
        }
      },
    });
  }
  return collection;
}

/** The same error; its message, and the first line of its stack, tell the reason. */
function told(error: unknown): unknown {
  if (!(error instanceof MongoServerError)) return error;
  if (Number(error.code) !== errorCode.documentValidationFailure) return error;
  const message = refusalLine(error);
  error.stack = `${error.name}: ${message}\n${
    error.stack?.split("\n").filter((line) => /^\s+at /.test(line)).join("\n")
  }`;
  error.message = message;
  return error;
}
