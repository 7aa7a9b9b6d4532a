/** The part of the laboratory that asks who reads his own writes. */
import {
  type ClientSession,
  type Collection,
  type Db,
  type Document,
  MongoClient,
  ReadConcernLevel,
  ReadPreference,
} from "mongodb";
import type { ReadsResult } from "../cap_run.ts";
import type { BlackFridayOrder } from "../black_friday_order.ts";
import { replicaSetUri } from "../../mongo/server/replica_set.ts";
import type { Random } from "../../base/random.ts";
import { blackFridayOrder } from "../writes/orders.ts";
import { type RelayedSet, rolesOf, setDistances } from "../network/relayed_set.ts";
import { waitUntil } from "../../base/wait_until.ts";

/** What to measure. Round-trip times are from the primary to its secondaries. */
export interface ReadsOptions {
  /** Of the secondary that makes a majority with the primary. Default: 4 ms. */
  readonly nearest_rtt_ms?: number;
  /** Of the one that is read. Default: 120 ms. */
  readonly lagging_rtt_ms?: number;
  /** Reads of each kind. Default: 100. */
  readonly reads?: number;
  /** Makes the orders. */
  readonly random: Random;
  /** The time of an order. */
  readonly now: () => Date;
  /** Told how many reads of each kind are over. */
  readonly onProgress?: (reads: number) => void;
}

/** What a read in a session may wait for the write before it; elsewhere it would wait for ever. */
const maxTime_ms = 10_000;

/** The kinds of reads, each with the read concern that it sends. */
const kinds = [
  { read: "local", concern: ReadConcernLevel.local },
  { read: "majority", concern: ReadConcernLevel.majority },
  { read: "causal", concern: ReadConcernLevel.majority },
] as const;

/**
 * Measures who reads his own writes: an order is inserted at majority, which the nearest secondary makes
 * possible, and at once looked for at the lagging one; outside a session, at read concern local and
 * majority, and in a causally consistent session at read and write concern majority. A read that does
 * not find the order is stale. The kinds take turns.
 */
export async function measureReads(
  set: RelayedSet,
  { nearest_rtt_ms = 4, lagging_rtt_ms = 120, reads = 100, random, now, onProgress }: ReadsOptions,
): Promise<ReadsResult> {
  const roles = await rolesOf(set);
  const lagging = roles.followers[1];
  const readPreference = new ReadPreference("secondary", [{ member: String(lagging) }]);
  // One connection to each member, that `begin` has prepared; another might not know the cluster's time.
  await using client = new MongoClient(replicaSetUri(set, "owner", set.database), {
    maxPoolSize: 1,
  });
  const orders = client.db().collection<BlackFridayOrder>("reads", {
    writeConcern: { w: "majority" },
  });
  await begin(client.db(), orders, readPreference);
  const variants = kinds.map(({ read, concern }) => ({
    read,
    concern,
    stale: 0,
    read_ms: [] as number[],
  }));
  let n = 0;
  const readOwnWrite = async (variant: typeof variants[number], session?: ClientSession) => {
    const order = blackFridayOrder(`BF_${n++}`, random, now());
    await orders.insertOne(order, { ...(session && { session }) });
    const began_ms = performance.now();
    const found = await orders.findOne({ order_id: order.order_id }, {
      readConcern: variant.concern,
      readPreference,
      maxTimeMS: maxTime_ms,
      ...(session && { session }),
    });
    variant.read_ms.push(performance.now() - began_ms);
    if (!found) variant.stale++;
  };
  await setDistances(set, roles, { nearest_rtt_ms, farthest_rtt_ms: lagging_rtt_ms });
  try {
    for (let round = 1; round <= reads; round++) {
      for (const variant of variants) {
        await (variant.read === "causal"
          ? client.withSession(
            { causalConsistency: true },
            (session) => readOwnWrite(variant, session),
          )
          : readOwnWrite(variant));
      }
      onProgress?.(round);
    }
  } finally {
    await setDistances(set, roles, { nearest_rtt_ms: 0, farthest_rtt_ms: 0 });
  }
  return {
    nearest_rtt_ms,
    lagging_rtt_ms,
    variants: variants.map(({ read, stale, read_ms }) => ({ read, reads, stale, read_ms })),
  };
}

/**
 * Makes the collection anew, on all members, and opens the connection to the one that is read.
 *
 * The driver tells a member the cluster's time only over a connection over which it was told one; a
 * member that was not told refuses to wait for a write of which it knows nothing.
 */
async function begin(
  db: Db,
  orders: Collection<BlackFridayOrder>,
  readPreference: ReadPreference,
): Promise<void> {
  await orders.drop();
  await orders.createIndex({ order_id: 1 }, { unique: true });
  await waitUntil("the secondary tells the cluster's time", async () => {
    const answer: Document = await db.command({ ping: 1 }, { readPreference });
    return answer.$clusterTime;
  });
}
