/** Runs the parts of the laboratory, each on the replica set that it needs, and tells how far it is. */
import type { Db } from "mongodb";
import { measureDistance } from "./distance.ts";
import { failoverUnderLoad } from "./failover_under_load.ts";
import { isolatedFailover } from "./isolated_failover.ts";
import { measureLatency } from "./latency.ts";
import { measurePartition } from "./partition.ts";
import { measureReads } from "./reads.ts";
import { startRelayedSet } from "../network/relayed_set.ts";
import type { CapRun, FailoverRun, LatencyResult } from "../cap_run.ts";
import { startTemporary } from "../../mongo/server/temporary.ts";
import type { Random } from "../../base/random.ts";
import type { OnNotice, StartProgress } from "../../base/notice.ts";

/** What all parts are told. */
export interface Laboratory {
  /** The path of the `mongod` binary. */
  readonly mongod: () => Promise<string>;
  readonly database: string;
  readonly random: Random;
  readonly now: () => Date;
  /** Whether collections that the kit did not publish are replaced, too. */
  readonly replace?: boolean | undefined;
  readonly onNotice: OnNotice;
  readonly startProgress: StartProgress;
}

/** Where to look for ports for sets of the laboratory's own, below the ephemeral range. */
const firstPort = 26217;

/** Orders that an isolated primary is sent. */
const isolatedOrders = 50;

/** The assignment, on the store's own database: it breaks nothing, and its orders stay there. */
export async function runLatency(
  db: Db,
  { random, now, replace, onNotice, startProgress }: Laboratory,
  orders: number,
  rounds: number,
): Promise<LatencyResult> {
  onNotice(`Latency: ${rounds} rounds of ${orders} orders by each of four settings`);
  const shown = startProgress("rounds", rounds);
  const result = await measureLatency(db, {
    orders,
    rounds,
    random,
    now,
    replace,
    onProgress: shown.update,
  });
  shown.end();
  return result;
}

/** Every scenario of a failover, `rounds` times, on a set whose members talk to each other directly. */
export async function runFailovers(
  { mongod, database, random, now, onNotice }: Laboratory,
  rounds: number,
): Promise<FailoverRun[]> {
  onNotice("Starting a replica set that may be broken");
  await using set = await startTemporary({ mongod: await mongod(), database, firstPort });
  const runs: FailoverRun[] = [];
  for (let run = 1; run <= rounds; run++) {
    const told = (scenario: string) => ({
      run,
      database,
      random,
      now,
      onProgress: (text: string) => onNotice(`  ${scenario}, ${text}`),
    });
    const isolated = { ...told("isolated"), orders: isolatedOrders };
    runs.push(...await isolatedFailover(set, isolated));
    for (const retryWrites of [true, false]) {
      const underLoad = {
        ...told(`under load, ${retryWrites ? "with" : "no"} retries`),
        retryWrites,
      };
      runs.push(...await failoverUnderLoad(set, underLoad));
    }
  }
  return runs;
}

/** The parts that need distance or a partition, one after the other, on a set behind relays. */
export async function runRelayed(
  { mongod, database, random, now, onNotice }: Laboratory,
  chosen: readonly ("distance" | "reads" | "partition")[],
  run: CapRun,
): Promise<void> {
  onNotice("Starting a replica set whose members reach each other through relays");
  await using set = await startRelayedSet({ mongod: await mongod(), database, firstPort });
  const told = (part: string) => ({
    random,
    now,
    onProgress: (text: string) => onNotice(`  ${part}: ${text}`),
  });
  if (chosen.includes("distance")) run.distance = await measureDistance(set, told("distance"));
  if (chosen.includes("reads")) {
    const { onProgress, ...options } = told("reads");
    onProgress("of orders that were just written, from a secondary that lags");
    run.reads = await measureReads(set, options);
  }
  if (chosen.includes("partition")) run.partition = await measurePartition(set, told("partition"));
}
