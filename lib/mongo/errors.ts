/** What can go wrong with the database, each with a cause in one line and what to do about it. */
import { firstLine } from "../base/text/first_line.ts";
import {
  MongoError,
  MongoNetworkError,
  MongoServerError,
  MongoServerSelectionError,
} from "mongodb";
import { DzError } from "../base/errors.ts";
import { errorCode, notPrimary, shuttingDown } from "./error_codes.ts";
import { maskAddress } from "../base/text/without_secrets.ts";
import { maskIn } from "./mask_in.ts";
import { refusalLine } from "./refusal.ts";

/** The root of all database errors that a user can act on. */
export class DatabaseError extends DzError {}

/** One way to get a `mongod`, and why it failed. */
export interface Attempt {
  readonly way: string;
  readonly reason: string;
}

/** There is no `mongod` to be had; the message names each way tried and why it failed. */
export class MongodNotFoundError extends DatabaseError {
  constructor(readonly attempts: readonly Attempt[]) {
    const tried = attempts.map(({ way, reason }) => `${way} (${reason})`).join("; ");
    super(
      `Cannot find or fetch mongod. Tried: ${tried}. ` +
        `Install MongoDB 6.0 or later, point DZ_MONGOD at a mongod, or set MONGODB_URI to a server`,
    );
  }
}

/** A process that has files open where others were about to remove or make some. */
export interface InTheWay {
  readonly pid: number;
  readonly program: string;
  /** Where it was started, if the folder was moved since. */
  readonly movedFrom?: string;
}

/** The embedded replica set's data are not removed while anything runs on them. */
export class FolderInUseError extends DatabaseError {
  constructor(dir: string, users: readonly InTheWay[]) {
    const from = users.find(({ movedFrom }) => movedFrom)?.movedFrom;
    super(
      `Cannot remove ${dir}: in use by ${listed(users)}${from ? `, started in ${from}` : ""}. ` +
        "Stop that first: `deno task servers stop`",
    );
  }
}

/** Members of a set whose folder was moved away while they ran still write by the paths that they know. */
export class MovedAwayError extends DatabaseError {
  /** @param file that one of them has open, where it is now */
  constructor(dir: string, users: readonly InTheWay[], file: string) {
    super(
      `Cannot start a replica set in ${dir}: ${listed(users)} began there and would write there, ` +
        `though the data were moved since (${file}). Stop that first: \`deno task servers stop\` ` +
        "with DZ_DATA set to the folder where the data are now",
    );
  }
}

const listed = (users: readonly InTheWay[]) =>
  users.map(({ program, pid }) => `${program} (process ${pid})`).join(", ");

/** Others can read the secret of a replica set, so that `mongod` does not start with it. */
export class KeyFileError extends DatabaseError {
  constructor(keyFile: string, mode: number) {
    super(
      `Cannot start mongod: others can read its key file (mode ${
        modeText(mode)
      }): chmod 600 ${keyFile}. ` +
        "If the drive keeps no modes, as sticks and Windows drives do, point DZ_DATA at a folder on another",
    );
  }
}

/** As `chmod` takes it: `0644`. */
export const modeText = (mode: number): string => `0${(mode & 0o777).toString(8)}`;

/** The disk that holds the database is full. */
export class NoDiskSpaceError extends DatabaseError {
  constructor(readonly dir: string, readonly free_bytes?: number) {
    const free = free_bytes === undefined ? "" : ` (${Math.floor(free_bytes / 2 ** 20)} MiB free)`;
    super(`Cannot keep the database in ${dir}: no space left on the disk${free}. Make room there`);
  }
}

/** A `mongod` ended or did not answer; its log tells more. */
export class MongodFailedError extends DatabaseError {}

/** No server answered at the connection string. */
export class ServerUnreachableError extends DatabaseError {
  constructor(uri: string, reason: string, options?: ErrorOptions) {
    super(
      `Cannot reach MongoDB at ${maskAddress(uri)}: ${reason}. ` +
        `Is it running, and does its firewall or access list let this machine in?`,
      options,
    );
  }
}

/** The server is a single node; write concerns, transactions and change streams need a set. */
export class NotAReplicaSetError extends DatabaseError {
  constructor(uri: string) {
    super(
      `Cannot use MongoDB at ${maskAddress(uri)}: it is not a replica set. ` +
        `Start it with --replSet and run rs.initiate(), or unset MONGODB_URI to use the embedded one`,
    );
  }
}

/** User name or password are wrong. */
export class WrongCredentialsError extends DatabaseError {
  constructor(uri: string, options?: ErrorOptions) {
    super(
      `Cannot log in to MongoDB at ${maskAddress(uri)}: wrong user name or password ` +
        `(or authSource names another database)`,
      options,
    );
  }
}

/** The database user may not do what was attempted. */
export class NotPermittedError extends DatabaseError {
  constructor(reason: string, options?: ErrorOptions) {
    super(
      `MongoDB refused: ${reason}. Use a database user with readWrite and dbAdmin on the database`,
      options,
    );
  }
}

/** What is to be replaced was not published by the kit. */
export class ForeignCollectionError extends DatabaseError {
  /**
   * @param collections with their contents, such as `users (12 documents)`
   * @param replaceThem how to replace them all the same
   */
  constructor(
    database: string,
    collections: readonly string[],
    replaceThem = "add --replace (in code, replace: true)",
  ) {
    const them = collections.length === 1 ? "it" : "them";
    super(
      `Cannot publish in ${database}: the kit did not make ${collections.join(", ")} there. ` +
        `Choose another database with DZ_DATABASE, or ${replaceThem}: ` +
        `it drops ${them} with all documents and indexes`,
    );
  }
}

/** An index that somebody added to a published collection does not fit its next version. */
export class AddedIndexError extends DatabaseError {
  constructor(name: string, index: string, reason: string, options?: ErrorOptions) {
    super(
      `Cannot publish ${name}: the index ${index}, which was added to it, does not fit the new ` +
        `documents (${reason}). Drop the index, or --replace (in code, replace: true) does`,
      options,
    );
  }
}

/** A document has not the shape that the kit reads. */
export class ForeignDocumentError extends DatabaseError {
  /** @param where `users of dzstore_db` */
  constructor(where: string, id: unknown, field: string, fault: string) {
    super(
      `Cannot read ${where}: in ${
        id === undefined ? "a document" : `the document with _id ${JSON.stringify(id)}`
      }, ` +
        `${field} ${fault}. It was not made by the kit: \`deno task generate\` makes a store anew`,
    );
  }
}

/** Two runs published the same collection at once, or someone removed the staging collection. */
export class PublishInterruptedError extends DatabaseError {}

/** A document does not fit the collection's validator. */
export class InvalidDocumentError extends DatabaseError {}

/**
 * Turns the driver's errors into ours; whatever is not about the server's state is handed back.
 *
 * @param uri the connection string in use, masked wherever it is shown
 */
export function translate(error: unknown, uri: string): unknown {
  const options = { cause: error };
  const said = ({ message }: Error) => maskIn(firstLine(message), uri);
  // A connection string that cannot be read: the driver's parser throws errors of its own class.
  if (error instanceof Error && /^Mongo(Parse|InvalidArgument)Error$/.test(error.name)) {
    return new DatabaseError(
      `Cannot use the connection string ${maskAddress(uri)}: ${said(error)} ` +
        "(in user name and password / ? # @ : % are written %2F %3F %23 %40 %3A %25)",
      options,
    );
  }
  if (!(error instanceof MongoError)) return error;
  if (error instanceof MongoServerSelectionError) {
    const reason = withoutProxy(said(error));
    const server = [...error.reason?.servers?.values() ?? []].find((server) => server.error);
    if (server?.error instanceof MongoServerError) return translate(server.error, uri);
    return new ServerUnreachableError(uri, reason, options);
  }
  if (error instanceof MongoServerError) {
    const code = Number(error.code);
    const login = code === errorCode.atlasError && /auth/i.test(error.message);
    if (code === errorCode.authenticationFailed || login) {
      return new WrongCredentialsError(uri, options);
    }
    if (code === errorCode.unauthorized || code === errorCode.atlasError) {
      return new NotPermittedError(refusal(error.message) ?? said(error), options);
    }
    if (code === errorCode.outOfDiskSpace) return new NoDiskSpaceError(maskAddress(uri));
    if (shuttingDown.has(code) || notPrimary.has(code)) {
      return new ServerUnreachableError(uri, said(error), options);
    }
    if (code === errorCode.queryPlanKilled) {
      return new PublishInterruptedError(
        "A collection was replaced while it was read: another run has published it. Run again",
        options,
      );
    }
    if (code === errorCode.documentValidationFailure) {
      return new InvalidDocumentError(refusalLine(error), options);
    }
  }
  if (error instanceof MongoNetworkError) {
    return new ServerUnreachableError(uri, said(error), options);
  }
  return error;
}

/** What was refused, without the command itself, which may be long: `createCollection on shop_db`. */
function refusal(message: string): string | undefined {
  const [, database, command] =
    /^not authorized on (\S+) to execute command \{ (\w+):/.exec(message) ?? [];
  return database && `its user may not do ${command} in the database ${database}`;
}

/** A reason without the proxy that measures a connection, which is none of the user's: `connection refused`. */
const withoutProxy = (reason: string) =>
  reason.replace(
    /^Socks5 proxy rejected connection - (\w+)$/,
    (_, why: string) => why.replaceAll(/(?<=[a-z])(?=[A-Z])/g, " ").toLowerCase(),
  );
