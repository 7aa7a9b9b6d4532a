/** The connection to a server that is known to be there and of use. */
import { pause } from "../base/pause.ts";
import { type Db, MongoClient, MongoServerError } from "mongodb";
import { DzError, reasonOf } from "../base/errors.ts";
import { ourConnections } from "./connection_type.ts";
import { errorCode } from "./error_codes.ts";
import {
  DatabaseError,
  NotAReplicaSetError,
  NotPermittedError,
  ServerUnreachableError,
  translate,
} from "./errors.ts";
import { maskAddress } from "../base/text/without_secrets.ts";
import { maskIn } from "./mask_in.ts";
import type { WireMeter } from "./measure/wire_meter.ts";

/** A connection to the project's database. Close it with `await using` or `close()`. */
export interface Connection extends AsyncDisposable {
  readonly client: MongoClient;
  readonly db: Db;
  close(): Promise<void>;
}

/** How to connect. */
export interface ConnectOptions {
  /** So many connections to the primary are opened first, and no more later. Default: as needed. */
  readonly connections?: number | undefined;
  /** Measures what is received. It needs a connection string without a proxy of its own. */
  readonly meter?: WireMeter;
}

/** Within this all connections are open. */
const openTimeout_ms = 30_000;

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
 * @throws {DatabaseError} if it does not let as many connections be opened as are wanted
 */
export async function connect(
  uri: string,
  database: string,
  { connections, meter }: ConnectOptions = {},
): Promise<Connection> {
  let client: MongoClient | undefined;
  const opened = new Map<string, number>();
  if (meter && /[?&]proxyHost=/i.test(uri)) {
    throw new DatabaseError(
      `Cannot measure a connection with a proxy of its own: take proxyHost out of ${
        maskAddress(uri)
      }`,
    );
  }
  try {
    client = new MongoClient(uri, {
      ...ourConnections,
      serverSelectionTimeoutMS: serverSelectionTimeout_ms,
      connectTimeoutMS: serverSelectionTimeout_ms,
      appName: "dzstore",
      readPreference: "primary", // whatever the string says: a lagging member confuses publishing
      ...(connections && {
        minPoolSize: connections,
        maxPoolSize: connections,
        maxConnecting: connections,
      }),
      ...meter?.clientOptions,
    });
    meter?.watch(client);
    client.on("connectionReady", ({ address }) => {
      opened.set(address, (opened.get(address) ?? 0) + 1);
    });
    const hello = await client.db("admin").command({ hello: 1 });
    if (!hello.setName && hello.msg !== "isdbgrid") throw new NotAReplicaSetError(uri);
    if (hello.maxWireVersion < oldestWireVersion) {
      throw new DatabaseError(`Cannot use MongoDB at ${maskAddress(uri)}: it is older than 6.0`);
    }
    await client.db(database).listCollections({}, { nameOnly: true }).toArray();
    // The driver opens a connection to keep at hand ten times a second, one to use at once.
    const admin = client.db("admin");
    await Promise.all(Array.from({ length: connections ?? 0 }, () => admin.command({ ping: 1 })));
    const deadline = performance.now() + openTimeout_ms;
    while (connections && mostOpened(opened, hello.me) < connections) {
      if (performance.now() > deadline) {
        throw new DatabaseError(
          `Cannot open ${connections} connections to MongoDB at ${maskAddress(uri)}: ` +
            `after ${openTimeout_ms / 1000} s there are ${mostOpened(opened, hello.me)}`,
        );
      }
      await pause(20);
    }
  } catch (error) {
    const known = await notPermitted(client, database, error);
    await client?.close();
    throw known ?? unusable(uri, translate(error, uri));
  }
  const close = () => client.close();
  return {
    client,
    db: client.db(database),
    close,
    [Symbol.asyncDispose]: close,
  };
}

/** What to say to a user who may not use the database: where that user has rights. */
async function notPermitted(
  client: MongoClient | undefined,
  database: string,
  error: unknown,
): Promise<NotPermittedError | undefined> {
  if (!client || !(error instanceof MongoServerError) || error.code !== errorCode.unauthorized) {
    return;
  }
  const { authInfo } = await client.db("admin").command({ connectionStatus: 1 })
    .catch(() => ({ authInfo: undefined }));
  const [user] = (authInfo?.authenticatedUsers ?? []) as { user: string }[];
  if (!user) return;
  const roles = (authInfo.authenticatedUserRoles ?? []) as { db: string }[];
  const others = [...new Set(roles.map(({ db }) => db))].filter((db) => db !== "admin");
  const where = others.length === 0 ? "on no database" : `on ${others.join(", ")} only`;
  const choice = others[0] ? `, such as DZ_DATABASE=${others[0]}` : "";
  return new NotPermittedError(
    `the user ${user.user} may not use the database ${database}, but has rights ${where}${choice}`,
    { cause: error },
  );
}

/** Connections to the member of that address, or to the one with the most if the server has none. */
const mostOpened = (opened: ReadonlyMap<string, number>, address: string | undefined) =>
  opened.get(address ?? "") ?? Math.max(0, ...opened.values());

/** What goes wrong before there is a connection: names that are not found, files that are not there. */
function unusable(uri: string, error: unknown): unknown {
  const foreign = error instanceof DzError || error instanceof MongoServerError;
  if (foreign || !(error instanceof Error)) return error;
  const reason = maskIn(reasonOf(error), uri);
  const { syscall = "" } = error as { syscall?: string };
  if (/^(query|getaddrinfo)/.test(syscall)) {
    return new ServerUnreachableError(uri, reason, { cause: error });
  }
  return new DatabaseError(`Cannot use the connection string ${maskAddress(uri)}: ${reason}`, {
    cause: error,
  });
}
