/** The failover that loses orders: the primary dies as the only one that has them. */
import type { MongoClient } from "mongodb";
import type { FailoverRun, WriteConcernName } from "../cap_run.ts";
import type { TemporaryReplicaSet } from "../../mongo/server/temporary.ts";
import { directClient } from "../network/direct_client.ts";
import {
  type FailoverOptions,
  heal,
  killPrimary,
  orderWriter,
  ownerClient,
  reconcileWriter,
  type Scene,
  setScene,
  untilElected,
  untilWritten,
} from "./failover.ts";
import { pause } from "../../base/pause.ts";
import { waitUntil } from "../../base/wait_until.ts";
import { startWriters } from "../writes/writers.ts";

/** What to do in the isolated scenario. */
export interface IsolatedFailoverOptions extends FailoverOptions {
  /** How many orders the primary is sent while it has no followers. */
  readonly orders: number;
  /** At which write concerns, one after the other; both if absent. */
  readonly writeConcerns?: readonly WriteConcernName[];
}

/** A primary without followers steps down after 2 s, and the orders must be over before. */
const wtimeout_ms = 1000;

/** The journal is written every 100 ms; what is not in it is in no rollback file either. */
const journal_ms = 300;

/**
 * Kills the primary when it is the only one that has the latest orders: its followers are killed, it is
 * sent orders all at the same time and killed, the followers come back and elect, and it comes back and
 * rolls back. At `w: 1` it has acknowledged all of them and all are lost; at majority it acknowledges
 * none. The gap includes the followers' start.
 *
 * @param set three members, of which none may be in other use; all are up again in the end
 * @returns one run for each write concern
 * @throws {WaitedInVainError} if there is no election, or no member comes back
 */
export async function isolatedFailover(
  set: TemporaryReplicaSet,
  options: IsolatedFailoverOptions,
): Promise<FailoverRun[]> {
  const runs: FailoverRun[] = [];
  for (const concern of options.writeConcerns ?? ["1", "majority"] as const) {
    await using scene = await setScene(set, options);
    runs.push(await isolatedRun(scene, concern, options));
  }
  return runs;
}

async function isolatedRun(
  scene: Scene,
  write_concern: WriteConcernName,
  { orders, run }: IsolatedFailoverOptions,
): Promise<FailoverRun> {
  const { set, followers, say } = scene;
  await using direct = await clientOfPrimary(scene, orders);
  await using client = await ownerClient(set, false);
  const prefix = `BF_i${run}_${write_concern}_`;
  const writer = orderWriter(scene, direct, write_concern, { prefix, wtimeout_ms });
  const next = orderWriter(scene, client, write_concern, {
    prefix,
    wtimeout_ms: 10_000,
    collection: "cap_probes",
  });

  await Promise.all(followers.map((follower) => set.kill(follower)));
  say("killed the followers");
  await Promise.all(Array.from({ length: orders }, () => writer.write()));
  await pause(journal_ms);
  const kill = await killPrimary(scene);

  await Promise.all(followers.map((follower) => set.restart(follower)));
  const customer = startWriters(next, { count: 1, pause_ms: 20 });
  await using _ = customer;
  const elected_at_ms = await untilElected(scene, kill);
  const gap_ms = await untilWritten(customer, kill);
  await customer.stop();

  await heal(scene);
  return {
    scenario: "isolated",
    run,
    write_concern,
    retry_writes: writer.retryWrites,
    killed_at_ms: kill.killed_at_ms,
    elected_at_ms,
    gap_ms,
    ...await reconcileWriter(scene, writer),
  };
}

/**
 * A client of the primary alone with an open connection for each order, since opening one while the
 * time runs would cost more than the order.
 */
async function clientOfPrimary({ set, primary }: Scene, connections: number): Promise<MongoClient> {
  await using stack = new AsyncDisposableStack();
  const client = stack.use(
    directClient(set, primary, "owner", {
      maxPoolSize: connections,
      maxConnecting: connections,
    }),
  );
  let open = 0;
  client.on("connectionReady", () => open++);
  // Each opens one, since all are waiting before the first is open.
  await Promise.all(
    Array.from({ length: connections }, () => client.db("admin").command({ ping: 1 })),
  );
  await waitUntil(`${connections} connections are open`, () => open >= connections || undefined);
  stack.move();
  return client;
}
