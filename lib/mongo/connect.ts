import { type Db, MongoClient } from "mongodb";
import { NotAReplicaSetError, translate } from "./errors.ts";

/** A connection to the project's database. Close it with `await using` or `close()`. */
export interface Connection extends AsyncDisposable {
  readonly client: MongoClient;
  readonly db: Db;
  close(): Promise<void>;
}

/** Within this a server that does not answer is given up. */
const serverSelectionTimeout_ms = 4500;

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
    });
    const hello = await client.db("admin").command({ hello: 1 });
    if (!hello.setName && hello.msg !== "isdbgrid") throw new NotAReplicaSetError(uri);
    await client.db(database).listCollections({}, { nameOnly: true }).toArray();
  } catch (error) {
    await client?.close();
    throw translate(error, uri);
  }
  const close = () => client.close();
  return {
    client,
    db: client.db(database),
    close,
    [Symbol.asyncDispose]: close,
  };
}
