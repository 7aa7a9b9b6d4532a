import { type Db, MongoClient, MongoServerError } from "mongodb";
import { DzError } from "../errors.ts";
import { DatabaseError, NotAReplicaSetError, ServerUnreachableError, translate } from "./errors.ts";
import { maskUri } from "./mask_uri.ts";

/** A connection to the project's database. Close it with `await using` or `close()`. */
export interface Connection extends AsyncDisposable {
  readonly client: MongoClient;
  readonly db: Db;
  close(): Promise<void>;
}

/** Within this a server that does not answer is given up. */
const serverSelectionTimeout_ms = 4500;

/** Of MongoDB 6.0. */
const oldestWireVersion = 17;

/**
 * Connects and makes sure that the server is there, is a replica set (or a sharded cluster) and
 * accepts the login.
 *
 * @throws {ServerUnreachableError} if nothing answers within 5 s
 * @throws {WrongCredentialsError} if the login is refused
 * @throws {NotAReplicaSetError} if it is a single node
 */
export async function connect(uri: string, database: string): Promise<Connection> {
  let client: MongoClient | undefined;
  try {
    client = new MongoClient(uri, {
      serverSelectionTimeoutMS: serverSelectionTimeout_ms,
      connectTimeoutMS: serverSelectionTimeout_ms,
      appName: "dzstore",
      readPreference: "primary", // whatever the string says: a lagging member confuses publishing
    });
    const hello = await client.db("admin").command({ hello: 1 });
    if (!hello.setName && hello.msg !== "isdbgrid") throw new NotAReplicaSetError(uri);
    if (hello.maxWireVersion < oldestWireVersion) {
      throw new DatabaseError(`Cannot use MongoDB at ${maskUri(uri)}: it is older than 6.0`);
    }
    await client.db(database).listCollections({}, { nameOnly: true }).toArray();
  } catch (error) {
    await client?.close();
    throw unusable(uri, translate(error, uri));
  }
  const close = () => client.close();
  return {
    client,
    db: client.db(database),
    close,
    [Symbol.asyncDispose]: close,
  };
}

/** What goes wrong before there is a connection: names that are not found, files that are not there. */
function unusable(uri: string, error: unknown): unknown {
  const foreign = error instanceof DzError || error instanceof MongoServerError;
  if (foreign || !(error instanceof Error)) return error;
  const [reason = ""] = error.message.split("\n");
  const { syscall = "" } = error as { syscall?: string };
  if (/^(query|getaddrinfo)/.test(syscall)) {
    return new ServerUnreachableError(uri, reason, { cause: error });
  }
  return new DatabaseError(`Cannot use the connection string ${maskUri(uri)}: ${reason}`, {
    cause: error,
  });
}
