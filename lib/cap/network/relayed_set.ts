/** A replica set whose members reach each other through relays. */
import { MongoClient } from "mongodb";
import { onFreePorts } from "../../servers/ports.ts";
import { replicaSetUri } from "../../mongo/server/replica_set.ts";
import { startTemporary, type TemporaryReplicaSet } from "../../mongo/server/temporary.ts";
import { Members } from "./members.ts";
import { type Relays, startRelays } from "./relay.ts";
import { untilEverywhere } from "../writes/until_everywhere.ts";
import { waitUntil } from "../../base/wait_until.ts";

/** What to start. */
export interface RelayedSetOptions {
  /** The path of the `mongod` binary. */
  readonly mongod: string;
  /** The database that its owner may write to. */
  readonly database: string;
  /** Where to look for free ports. */
  readonly firstPort: number;
}

/**
 * A temporary replica set of three members that reach each other through relays. Its `ports` are the
 * relays', so that a client of the set goes through them, too, but at no distance; `memberPorts` lead
 * to the members themselves. Member `n` has the tag `member: "<n>"`.
 */
export interface RelayedSet extends TemporaryReplicaSet {
  readonly database: string;
  readonly relays: Relays;
}

const size = 3;

/**
 * Starts a relayed set, with no distance at first. It ends, relays and all, when it is disposed of or
 * when this process ends.
 *
 * All members have the same priority: a preferred one that is cut off would have itself elected again
 * over its own connections to the others, which still reach it.
 *
 * @throws {RelayError} if the relays cannot listen
 */
export async function startRelayedSet(
  { mongod, database, firstPort }: RelayedSetOptions,
): Promise<RelayedSet> {
  await using stack = new AsyncDisposableStack();
  let relays: Relays | undefined;
  const set = await startTemporary({
    mongod,
    database,
    firstPort,
    members: size,
    args: [
      ...["--setParameter", "enableTestCommands=1"], // so that relays know who connects
      // A write every 10 s, the reports of which would delay those of the writes that are measured.
      ...["--setParameter", "writePeriodicNoops=false"],
      // One order at a time is applied by one thread; waking sixteen takes longer than the work.
      ...["--setParameter", "replWriterThreadCount=1"],
    ],
    configuration: {
      members: Array.from({ length: size }, (_, member) => ({ tags: { member: String(member) } })),
      // So that each follower has its writes from the primary, and from nowhere nearer.
      settings: { chainingAllowed: false },
    },
    advertise: async (memberPorts) => {
      const first = (memberPorts.at(-1) ?? 0) + 1;
      const start = (ports: readonly number[]) => startRelays(memberPorts, ports);
      relays = stack.use(await onFreePorts(size, first, start));
      return relays.ports;
    },
  });
  stack.use(set);
  if (!relays) throw new TypeError("startTemporary did not ask where the set is to be found");
  await using client = new MongoClient(replicaSetUri(set, "owner", database));
  await untilEverywhere(client.db(), size); // the users, too, so that each member lets them in
  const owned = stack.move();
  return { ...set, database, relays, [Symbol.asyncDispose]: () => owned.disposeAsync() };
}

/** Who is who in a relayed set. */
export interface Roles {
  readonly primary: number;
  /** The secondaries. */
  readonly followers: readonly [nearest: number, farthest: number];
}

/**
 * Waits until one member is the primary and the others follow it.
 *
 * @throws {WaitedInVainError} if they do not come to that
 */
export async function rolesOf(set: RelayedSet): Promise<Roles> {
  await using members = new Members(set);
  const primary = await waitUntil(
    "one member is the primary and the others are secondaries",
    async () => await members.areComplete() ? await members.primary() : undefined,
  );
  const [nearest = 0, farthest = 0] = [...set.ports.keys()].filter((member) => member !== primary);
  return { primary, followers: [nearest, farthest] };
}

/** Puts the followers at round-trip times from the primary. */
export async function setDistances(
  { relays }: RelayedSet,
  { primary, followers: [nearest, farthest] }: Roles,
  { nearest_rtt_ms, farthest_rtt_ms }: {
    readonly nearest_rtt_ms: number;
    readonly farthest_rtt_ms: number;
  },
): Promise<void> {
  await relays.setDelay(primary, nearest, nearest_rtt_ms);
  await relays.setDelay(primary, farthest, farthest_rtt_ms);
}
