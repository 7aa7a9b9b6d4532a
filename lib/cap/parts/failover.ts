/** The steps that all scenarios of a failover share, in the order in which they are taken. */
import { type Db, MongoClient } from "mongodb";
import type { Reconciled, WriteConcernName } from "../cap_run.ts";
import type { BlackFridayOrder } from "../black_friday_order.ts";
import { ourConnections } from "../../mongo/connection_type.ts";
import { memberHost } from "../../mongo/server/member.ts";
import { replicaSetUri } from "../../mongo/server/replica_set.ts";
import type { TemporaryReplicaSet } from "../../mongo/server/temporary.ts";
import type { Random } from "../../base/random.ts";
import { directClient } from "../network/direct_client.ts";
import { reconcile } from "../writes/ledger.ts";
import { Members } from "../network/members.ts";
import { OrderWriter } from "../writes/order_writer.ts";
import { rolledBackOrderIds } from "../writes/rollback_files.ts";
import { survivingOrderIds } from "../writes/surviving_orders.ts";
import { untilEverywhere } from "../writes/until_everywhere.ts";
import { waitUntil } from "../../base/wait_until.ts";
import { wOf } from "../writes/w_of.ts";
import { type Kill, writeGap_ms } from "../writes/write_gap.ts";
import type { Writers } from "../writes/writers.ts";

/** What the scenarios are told. */
export interface FailoverOptions {
  /** Tells the orders of this run from those of others of the same scenario on the same set. */
  readonly run: number;
  /** The database that the set's owner may write to. */
  readonly database: string;
  /** Makes the orders. */
  readonly random: Random;
  /** The time of an order. */
  readonly now: () => Date;
  /** Told what happens, a short line at a time. */
  readonly onProgress?: (text: string) => void;
}

/** A temporary replica set at the moment when all is well. Disposing of it leaves the set alone. */
export interface Scene extends AsyncDisposable {
  readonly set: TemporaryReplicaSet;
  readonly options: FailoverOptions;
  readonly members: Members;
  /** Of a client that finds the primary by itself. */
  readonly db: Db;
  /** Of the primary alone, for its administrator. */
  readonly admin: Db;
  /** The member that is going to be killed. */
  readonly primary: number;
  readonly followers: readonly number[];
  /** Since the scenario began. */
  readonly clock_ms: () => number;
  /** Tells what happens. */
  readonly say: (text: string) => void;
}

const ordersCollection = "cap_failover";

/**
 * Waits until all members have everything that was ever written, and starts the clock.
 *
 * @throws {WaitedInVainError} if they do not come to that
 */
export async function setScene(set: TemporaryReplicaSet, options: FailoverOptions): Promise<Scene> {
  await using stack = new AsyncDisposableStack();
  const members = stack.use(new Members(set));
  await waitUntil("there is a primary", () => members.primary());
  const db = stack.use(await ownerClient(set, true)).db(options.database);
  await untilComplete(members, db, set.ports.length);
  // Made now, since a rollback past its beginning would drop the collection.
  await db.collection(ordersCollection).createIndex({ order_id: 1 }, { unique: true });
  await untilComplete(members, db, set.ports.length);
  const primary = await waitUntil("there is a primary", () => members.primary());
  const admin = stack.use(directClient(set, primary, "admin")).db("admin");
  await writeCheckpoint({ admin });
  const owned = stack.move();
  const began = performance.now();
  return {
    set,
    options,
    members,
    db,
    admin,
    primary,
    followers: [...set.ports.keys()].filter((member) => member !== primary),
    clock_ms: () => performance.now() - began,
    say: (text) => options.onProgress?.(`run ${options.run}: ${text}`),
    [Symbol.asyncDispose]: () => owned.disposeAsync(),
  };
}

/**
 * Lets the primary write a checkpoint, as it does once a minute. A rollback undoes all that came after
 * the last one, to repeat what was not lost, and for ten thousand orders `mongod` 6.0 takes a minute.
 */
export async function writeCheckpoint({ admin }: Pick<Scene, "admin">): Promise<void> {
  await admin.command({ fsync: 1 });
}

/**
 * A client of the whole set that may write orders. It is connected, since one that first connects when
 * there is no primary stays closed for good. One that retries waits 5 s for a primary, which is longer
 * than an election, so that the second attempt can succeed; one that does not gives up after a second,
 * and whoever writes knows that it failed.
 */
export async function ownerClient(
  set: TemporaryReplicaSet,
  retryWrites: boolean,
): Promise<MongoClient> {
  return await new MongoClient(replicaSetUri(set, "owner"), {
    ...ourConnections,
    retryWrites,
    serverSelectionTimeoutMS: retryWrites ? 5000 : 1000,
    connectTimeoutMS: 5000,
  }).connect();
}

/** Who writes, where and how. */
export interface SceneWriterOptions {
  /** Of the orders' ids. */
  readonly prefix: string;
  /** A write that is not where it should be by then ends as unknown. */
  readonly wtimeout_ms: number;
  /** Another collection than that of the orders that are compared in the end. */
  readonly collection?: string;
}

/** A writer of orders at a write concern. */
export function orderWriter(
  { options: { database, random, now }, clock_ms }: Scene,
  client: MongoClient,
  concern: WriteConcernName,
  { prefix, wtimeout_ms, collection = ordersCollection }: SceneWriterOptions,
): OrderWriter {
  const orders = client.db(database).collection<BlackFridayOrder>(collection, {
    writeConcern: { w: wOf(concern), wtimeoutMS: wtimeout_ms },
  });
  return new OrderWriter(orders, { prefix, random, now, clock_ms });
}

/** Kills the primary at once, as a crash does. */
export async function killPrimary({ set, primary, clock_ms, say }: Scene): Promise<Kill> {
  const killed_at_ms = clock_ms();
  await set.kill(primary);
  say(`killed the primary ${hostOf(set, primary)}`);
  return { killed_at_ms, gone_at_ms: clock_ms() };
}

/**
 * Waits for another primary.
 *
 * @returns when it was first seen, in ms since the beginning
 */
export async function untilElected(
  { set, members, followers, clock_ms, say }: Scene,
  { killed_at_ms }: Kill,
): Promise<number> {
  const elected = await waitUntil("there is a new primary", () => members.primary(followers));
  const elected_at_ms = clock_ms();
  const after_s = ((elected_at_ms - killed_at_ms) / 1000).toFixed(1);
  say(`a new primary, ${hostOf(set, elected)}, after ${after_s} s`);
  return elected_at_ms;
}

/**
 * Waits until a write is acknowledged again.
 *
 * @returns the time since the kill, in ms
 */
export function untilWritten(writers: Writers, kill: Kill): Promise<number> {
  return waitUntil(
    "the new primary acknowledges a write",
    () => writeGap_ms(writers.writes(), kill),
  );
}

/** Starts the killed primary again, and waits until it has thrown away what only it had. */
export async function heal({ set, members, db, primary }: Scene): Promise<void> {
  await set.restart(primary);
  await untilComplete(members, db, set.ports.length);
}

/**
 * Compares what was written with what is left after healing and with the rollback files of the old
 * primary.
 */
export async function reconcileWriter(
  { set, db, primary, say }: Scene,
  { prefix, writes }: OrderWriter,
): Promise<Reconciled> {
  const orders = db.collection<BlackFridayOrder>(ordersCollection);
  const survivors = await survivingOrderIds(orders, prefix);
  const rolledBack = await rolledBackOrderIds(set.dbPaths[primary] ?? "");
  const count = writes.filter(({ order_id }) => rolledBack.has(order_id)).length;
  say(`the old primary rolled back ${count} of the orders ${prefix}0 to ${writes.length - 1}`);
  return reconcile(prefix, writes, survivors, rolledBack);
}

const hostOf = (set: TemporaryReplicaSet, member: number) => memberHost(set.ports[member] ?? 0);

/** Waits until all members take part and have every write. */
async function untilComplete(members: Members, db: Db, count: number): Promise<void> {
  await untilEverywhere(db, count);
  await waitUntil(
    "all members are the primary or secondaries",
    async () => await members.areComplete() || undefined,
  );
}
