/** What makes three `mongod` processes one replica set with authentication. */
import { pause } from "../../base/pause.ts";
import { ourConnections } from "../connection_type.ts";
import { errorCode } from "../error_codes.ts";
import {
  type Db,
  type Document,
  MongoClient,
  type MongoClientOptions,
  MongoServerError,
} from "mongodb";
import { MongodFailedError } from "../errors.ts";
import { memberHost } from "./member.ts";
import { quickElections } from "./quick_elections.ts";

/** A database user of the embedded replica set. */
export interface Credentials {
  readonly user: string;
  readonly password: string;
}

/** The users of a replica set, by what they are for. */
export interface Users {
  /** Starts and stops the set; nothing else uses it. */
  readonly admin: Credentials;
  /** Reads and writes the project's database. */
  readonly owner: Credentials;
  /** Reads the project's database: the dashboard. */
  readonly reader: Credentials;
}

/** A replica set on loopback. */
export interface ReplicaSet {
  readonly name: string;
  readonly ports: readonly number[];
  readonly users: Users;
}

/** What a set's configuration says besides its members' addresses. */
export interface Configuration {
  /**
   * By member, in the order of `ports`: `priority`, `tags` and so on, as in
   * https://www.mongodb.com/docs/manual/reference/replica-configuration/.
   */
  readonly members?: readonly Document[];
  /** Added to the settings of its elections: `chainingAllowed` and so on. */
  readonly settings?: Document;
}

/** A member as the set sees it. */
export interface MemberStatus {
  readonly host: string;
  /** `PRIMARY`, `SECONDARY`, `(not reachable/healthy)` and so on. */
  readonly state: string;
  readonly healthy: boolean;
}

const electionTimeout_ms = 60_000;

/** Names and random passwords for a new replica set. */
export function newUsers(): Users {
  const credentials = (user: string) => ({ user, password: randomSecret(24) });
  return {
    admin: credentials("dz_admin"),
    owner: credentials("dz_owner"),
    reader: credentials("dz_reader"),
  };
}

/** `bytes` random bytes in hexadecimal, fit for a URI and for a key file. */
export function randomSecret(bytes: number): string {
  return crypto.getRandomValues(new Uint8Array(bytes)).toHex();
}

/** The connection string of the set for one of its users. */
export function replicaSetUri(set: ReplicaSet, as: keyof Users, database = ""): string {
  const { user, password } = set.users[as];
  const hosts = set.ports.map(memberHost).join(",");
  return `mongodb://${user}:${password}@${hosts}/${database}?replicaSet=${set.name}&authSource=admin`;
}

/**
 * Makes the running members a replica set with the users of `set`, or finds that they are one
 * already; safe to repeat after being interrupted at any point. Waits for a primary.
 *
 * @param database where the owner may read and write, and the reader read
 */
export async function initiate(
  set: ReplicaSet,
  database: string,
  configuration: Configuration = {},
): Promise<void> {
  await initiateOnce(set, configuration);
  await waitForPrimary(set);
  await createAdminOnce(set);
  await withAdmin(set, async (admin) => {
    await createOrUpdateUser(admin, set.users.owner, [
      { role: "readWrite", db: database },
      { role: "dbAdmin", db: database },
    ]);
    await createOrUpdateUser(admin, set.users.reader, [{ role: "read", db: database }]);
  });
}

async function initiateOnce(
  { name, ports }: ReplicaSet,
  { members = [], settings }: Configuration,
): Promise<void> {
  await withMember(ports[0] ?? 0, undefined, async (admin) => {
    const hello = await admin.command({ hello: 1 });
    if (hello.setName === name) return;
    // Allowed without a login only from loopback and while no user exists.
    await admin.command({
      replSetInitiate: {
        _id: name,
        settings: { ...quickElections, ...settings },
        members: ports.map((port, _id) => ({ ...members[_id], _id, host: memberHost(port) })),
      },
    });
  });
}

/**
 * Waits until a member says that it is the primary and takes writes.
 *
 * @returns its port
 */
export async function waitForPrimary(set: ReplicaSet): Promise<number> {
  const deadline = performance.now() + electionTimeout_ms;
  while (performance.now() < deadline) {
    for (const port of set.ports) {
      const primary = await withMember(
        port,
        undefined,
        async (admin) => (await admin.command({ hello: 1 })).isWritablePrimary === true,
      ).catch(() => false);
      if (primary) return port;
    }
    await pause(100);
  }
  throw new MongodFailedError(
    `The replica set ${set.name} elected no primary within ${electionTimeout_ms / 1000} s. ` +
      `See \`deno task servers status\``,
  );
}

/** Creates the administrator by the localhost exception, unless it can log in already. */
async function createAdminOnce(set: ReplicaSet): Promise<void> {
  const { admin: { user, password }, admin: credentials } = set.users;
  const primary = await waitForPrimary(set);
  try {
    await withMember(primary, credentials, (admin) => admin.command({ ping: 1 }));
  } catch (error) {
    if (!hasCode(error, errorCode.authenticationFailed)) throw error;
    await withMember(
      primary,
      undefined,
      (admin) => admin.command({ createUser: user, pwd: password, roles: ["root"], ...majority }),
    );
  }
}

const majority = { writeConcern: { w: "majority" } };

async function createOrUpdateUser(
  admin: Db,
  { user, password }: Credentials,
  roles: readonly { role: string; db: string }[],
): Promise<void> {
  try {
    // Roles on further databases, given earlier, stay.
    await admin.command({ grantRolesToUser: user, roles, ...majority });
  } catch (error) {
    if (!hasCode(error, errorCode.userNotFound)) throw error;
    await admin.command({ createUser: user, pwd: password, roles, ...majority });
  }
}

/** The members as the first one that answers sees them. */
export function memberStatuses(set: ReplicaSet): Promise<MemberStatus[]> {
  return withAdmin(set, async (admin) => {
    const { members } = await admin.command({ replSetGetStatus: 1 });
    return (members as { name: string; stateStr: string; health: number }[]).map((member) => ({
      host: member.name,
      state: member.stateStr,
      healthy: member.health === 1,
    }));
  }, { readPreference: "primaryPreferred" });
}

/** Asks a member to shut down cleanly, whether or not others can take over. */
export async function shutDown(set: ReplicaSet, port: number): Promise<void> {
  await withMember(
    port,
    set.users.admin,
    (admin) => admin.command({ shutdown: 1, force: true, timeoutSecs: 1 }),
  ).catch(() => {}); // the connection ends with the server
}

/** Runs `action` as the administrator of the whole set. */
export function withAdmin<T>(
  set: ReplicaSet,
  action: (admin: Db) => Promise<T>,
  options: MongoClientOptions = {},
): Promise<T> {
  return withClient(replicaSetUri(set, "admin"), options, action);
}

/** Runs `action` on one member alone, logged in or not. */
function withMember<T>(
  port: number,
  credentials: Credentials | undefined,
  action: (admin: Db) => Promise<T>,
): Promise<T> {
  const options = {
    directConnection: true,
    ...(credentials && { auth: { username: credentials.user, password: credentials.password } }),
  };
  return withClient(`mongodb://${memberHost(port)}/`, options, action);
}

async function withClient<T>(
  uri: string,
  options: MongoClientOptions,
  action: (admin: Db) => Promise<T>,
): Promise<T> {
  const client = new MongoClient(uri, {
    ...ourConnections,
    serverSelectionTimeoutMS: 5000,
    ...options,
  });
  try {
    return await action(client.db("admin"));
  } finally {
    await client.close();
  }
}

const hasCode = (error: unknown, code: number) =>
  error instanceof MongoServerError && error.code === code;
