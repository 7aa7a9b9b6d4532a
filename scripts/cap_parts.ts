/** Runs the parts of the laboratory, each on the replica set that it needs, and tells how far it is. */
import type { Db } from "mongodb";
import { measureDistance } from "../lib/cap/distance.ts";
import { failoverUnderLoad } from "../lib/cap/failover_under_load.ts";
import { isolatedFailover } from "../lib/cap/isolated_failover.ts";
import { measureLatency } from "../lib/cap/latency.ts";
import { measurePartition } from "../lib/cap/partition.ts";
import { measureReads } from "../lib/cap/reads.ts";
import { startRelayedSet } from "../lib/cap/relayed_set.ts";
import type { CapRun, FailoverRun, LatencyResult } from "../lib/cap_run.ts";
import { startTemporary } from "../lib/mongo/temporary.ts";
import type { Random } from "../lib/random.ts";
import { notice, progress } from "./cli.ts";

/** What all parts are told. */
export interface Laboratory {
  /** The path of the `mongod` binary. */
  readonly mongod: () => Promise<string>;
  readonly database: string;
  readonly random: Random;
  readonly now: () => Date;
}

/** Where to look for ports for sets of the laboratory's own, below the ephemeral range. */
const firstPort = 26217;

/** Orders that an isolated primary is sent. */
const isolatedOrders = 50;

/** The assignment, on the store's own database: it breaks nothing, and its orders stay there. */
export async function runLatency(
  db: Db,
  { random, now }: Laboratory,
  orders: number,
  rounds: number,
): Promise<LatencyResult> {
  notice(`Latency: ${rounds} rounds of ${orders} orders by each of four settings`);
  const shown = progress("rounds", rounds);
  const result = await measureLatency(db, {
    orders,
    rounds,
    random,
    now,
    onProgress: shown.update,
  });
  shown.end();
  return result;
}

/** Every scenario of a failover, `rounds` times, on a set whose members talk to each other directly. */
export async function runFailovers(
  { mongod, database, random, now }: Laboratory,
  rounds: number,
): Promise<FailoverRun[]> {
  notice("Starting a replica set that may be broken");
  await using set = await startTemporary({ mongod: await mongod(), database, firstPort });
  const runs: FailoverRun[] = [];
  for (let run = 1; run <= rounds; run++) {
    const told = (scenario: string) => ({
      run,
      database,
      random,
      now,
      onProgress: (text: string) => notice(`  ${scenario}, ${text}`),
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
  { mongod, database, random, now }: Laboratory,
  chosen: readonly ("distance" | "reads" | "partition")[],
  run: CapRun,
): Promise<void> {
  notice("Starting a replica set whose members reach each other through relays");
  await using set = await startRelayedSet({ mongod: await mongod(), database, firstPort });
  const told = (part: string) => ({
    random,
    now,
    onProgress: (text: string) => notice(`  ${part}: ${text}`),
  });
  if (chosen.includes("distance")) run.distance = await measureDistance(set, told("distance"));
  if (chosen.includes("reads")) {
    const { onProgress, ...options } = told("reads");
    onProgress("of orders that were just written, from a secondary that lags");
    run.reads = await measureReads(set, options);
  }
  if (chosen.includes("partition")) run.partition = await measurePartition(set, told("partition"));
}
