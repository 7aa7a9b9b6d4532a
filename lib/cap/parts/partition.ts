/** The part of the laboratory that cuts the primary off from its followers. */
import { type Collection, MongoClient } from "mongodb";
import { type PartitionResult, writeConcern, type WriteConcernName } from "../cap_run.ts";
import type { BlackFridayOrder } from "../black_friday_order.ts";
import { replicaSetUri } from "../../mongo/server/replica_set.ts";
import type { Random } from "../../base/random.ts";
import { directClient } from "../network/direct_client.ts";
import { reconcile } from "../writes/ledger.ts";
import { Members } from "../network/members.ts";
import { OrderWriter } from "../writes/order_writer.ts";
import { type RelayedSet, type Roles, rolesOf, setDistances } from "../network/relayed_set.ts";
import { rolledBackOrderIds } from "../writes/rollback_files.ts";
import { survivingOrderIds } from "../writes/surviving_orders.ts";
import { untilEverywhere } from "../writes/until_everywhere.ts";
import { pause } from "../../base/pause.ts";
import { waitUntil } from "../../base/wait_until.ts";
import { wOf } from "../writes/w_of.ts";
import { startWriters, type Writers } from "../writes/writers.ts";

/** What the partition is told. */
export interface PartitionOptions {
  /** Tells its orders from those of other partitions of the same set. Default: 1. */
  readonly run?: number;
  /** From the beginning until the primary is cut off. Default: 1000 ms. */
  readonly before_ms?: number;
  /** From the election of another until the primary is cut off no more. Default: 2000 ms. */
  readonly apart_ms?: number;
  /** From then until the writers stop. Default: 500 ms. */
  readonly after_ms?: number;
  /** Makes the orders. */
  readonly random: Random;
  /** The time of an order. */
  readonly now: () => Date;
  /** Told what happens, a short line at a time. */
  readonly onProgress?: (text: string) => void;
}

type Writer = PartitionResult["writers"][number];

/** Those who write to one member at one write concern, and their book. */
interface Crew {
  readonly member: Writer["member"];
  readonly write_concern: WriteConcernName;
  readonly book: OrderWriter;
  readonly writers: Writers;
}

/** What all crews have in common. Disposing of `stack` sends them home. */
interface Scene {
  readonly set: RelayedSet;
  readonly options: PartitionOptions;
  readonly roles: Roles;
  /** Of a client that finds the primary by itself. */
  readonly orders: Collection<BlackFridayOrder>;
  /** Since the beginning. */
  readonly clock_ms: () => number;
  readonly stack: AsyncDisposableStack;
}

/** At each member and write concern. */
const crewOptions = { count: 2, pause_ms: 5 };
/** A write that has not reached a majority by then ends as unknown. */
const wtimeout_ms = 2000;
/** How long a writer waits for a member that is no primary just now. */
const serverSelectionTimeout_ms = 1000;

/**
 * Cuts the primary off from its followers, but not from its clients, by holding the relay in front of it,
 * and sees who accepts writes, for how long, and what has become of them after healing. Writers at `w: 1`
 * and at majority talk directly to the primary and, as soon as there is another, to that one, too.
 *
 * @throws {WaitedInVainError} if no other primary is elected or the set does not heal
 */
export async function measurePartition(
  set: RelayedSet,
  options: PartitionOptions,
): Promise<PartitionResult> {
  const { before_ms = 1000, after_ms = 500, onProgress: say } = options;
  await using stack = new AsyncDisposableStack();
  const client = stack.use(new MongoClient(replicaSetUri(set, "owner", set.database)));
  const orders = client.db().collection<BlackFridayOrder>("partition");
  const roles = await rolesOf(set);
  await setDistances(set, roles, { nearest_rtt_ms: 0, farthest_rtt_ms: 0 });
  // Everywhere before it begins: a rollback past the beginning of a collection drops it.
  await orders.drop();
  await orders.createIndex({ order_id: 1 }, { unique: true });
  await untilEverywhere(orders.db, set.ports.length);

  const began_ms = performance.now();
  const clock_ms = () => performance.now() - began_ms;
  const scene = { set, options, roles, orders, clock_ms, stack };
  const old = startCrews(scene, "old primary", roles.primary);
  await pause(before_ms);
  const { crews: fresh, ...times } = await cutOff(scene);
  const healed_at_ms = clock_ms();
  say?.("the old primary is back");
  await pause(after_ms);
  const crews = [...old, ...fresh];
  await Promise.all(crews.map(({ writers }) => writers.stop()));
  await untilEverywhere(orders.db, set.ports.length);
  await rolesOf(set);

  const rolledBack = await rolledBackOrderIds(set.dbPaths[roles.primary] ?? "");
  const writers = await Promise.all(crews.map(async ({ member, write_concern, book }) => {
    const survivors = await survivingOrderIds(orders, book.prefix);
    return { member, write_concern, ...reconcile(book.prefix, book.writes, survivors, rolledBack) };
  }));
  return { ...times, healed_at_ms, writers };
}

/** Holds the relay into the primary until the set has gone on without it for a while. */
async function cutOff(scene: Scene) {
  const { set, roles: { primary, followers }, options, clock_ms } = scene;
  const { apart_ms = 2000, onProgress: say } = options;
  await using members = new Members(set);
  const held_at_ms = clock_ms();
  /** Tells what has happened, and when. */
  const happened = (text: string): number => {
    const now_ms = clock_ms();
    say?.(`${text} after ${((now_ms - held_at_ms) / 1000).toFixed(1)} s`);
    return now_ms;
  };
  const election = async () => {
    const elected = await waitUntil("another primary is elected", () => members.primary(followers));
    const elected_at_ms = happened("another primary is elected");
    const crews = startCrews(scene, "new primary", elected);
    await pause(apart_ms);
    return { elected_at_ms, crews };
  };
  const stepDown = async () => {
    await waitUntil(
      "the old primary steps down",
      async () => await members.isFollower(primary) || undefined,
    );
    return { stepped_down_at_ms: happened("the old primary steps down") };
  };
  await set.relays.hold(primary);
  say?.("the primary is cut off from its followers");
  try {
    const [elected, steppedDown] = await Promise.all([election(), stepDown()]);
    return { held_at_ms, ...elected, ...steppedDown };
  } finally {
    await set.relays.release(primary);
  }
}

/** Lets writers at each write concern begin to write directly to a member. */
function startCrews(
  { set, options: { run = 1, random, now }, orders, clock_ms, stack }: Scene,
  member: Writer["member"],
  place: number,
): Crew[] {
  const client = stack.use(
    directClient(set, place, "owner", {
      serverSelectionTimeoutMS: serverSelectionTimeout_ms,
    }),
  );
  const [age] = member.split(" ");
  return writeConcern.options.map((write_concern) => {
    const direct = client.db(set.database).collection<BlackFridayOrder>(orders.collectionName, {
      writeConcern: { w: wOf(write_concern), wtimeoutMS: wtimeout_ms },
    });
    const book = new OrderWriter(
      direct,
      { prefix: `BF_${run}_${age}_${write_concern}_`, random, now, clock_ms },
    );
    const writers = stack.use(startWriters(book, crewOptions));
    return { member, write_concern, book, writers };
  });
}
