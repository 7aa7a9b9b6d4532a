/** The part of the laboratory that moves the secondaries away. */
import type { Collection, MongoClient } from "mongodb";
import type { DistanceResult } from "../cap_run.ts";
import type { BlackFridayOrder } from "../black_friday_order.ts";
import type { Random } from "../../base/random.ts";
import { directClient } from "../network/direct_client.ts";
import { setMajorityJournaled } from "./majority_journaled.ts";
import { blackFridayOrder } from "../writes/orders.ts";
import { median } from "../../statistics/median.ts";
import { type RelayedSet, type Roles, rolesOf, setDistances } from "../network/relayed_set.ts";
import { pause } from "../../base/pause.ts";

/** What to measure. Round-trip times are from the primary to its secondaries. */
export interface DistanceOptions {
  /**
   * Both secondaries at the same distance. Default: 0, 1, 8, 30 and 100 ms, which is the same rack, the
   * same city, Algiers to Oran, Algiers to Paris, and another continent.
   */
  readonly rtts_ms?: readonly number[];
  /** The nearest secondary at these, while the other is the farthest away. Default: 8 and 30 ms. */
  readonly nearest_rtts_ms?: readonly number[];
  /** How far away that is. Default: 100 ms. */
  readonly farthest_rtt_ms?: number;
  /** Inserts at majority at each distance. Default: 100. */
  readonly samples?: number;
  /** After so long there are no more at this distance. Default: 3000 ms. */
  readonly atMost_ms?: number;
  /** Makes the orders. */
  readonly random: Random;
  /** The time of an order. */
  readonly now: () => Date;
  /** Told what is measured next, a short line at a time. */
  readonly onProgress?: (text: string) => void;
}

type Place = Pick<DistanceResult["series"][number], "nearest_rtt_ms" | "farthest_rtt_ms">;

/** Inserts by turns: so many at `w: 1`, then as many at majority. */
const turn = 10;
/** Between two inserts at `w: 1`: the members need the processors to apply the first. */
const pause_ms = 5;
/** Inserts before anything is measured at all, until everybody's code is compiled and in memory. */
const firstWarmUp = 300;
/** Inserts at majority before anything is measured at a distance. */
const warmUp = 3;
/** How many times the relay's round trip is measured. */
const pings = 200;

/**
 * How many round trips after an insert the secondaries have no more to say about it. The insert takes a
 * half to get there; the report that it is applied, and its answer, take one; only then is the next sent,
 * that it is in the journal, which takes another.
 */
const untilSilence_trips = 2.5;
/** What members need besides for their own work. */
const untilSilence_ms = 5;

/**
 * Measures what a client beside the primary waits for an insert at `w: 1` and at majority, by the distance
 * of the secondaries.
 *
 * Inserts follow each other only when the secondaries have reported the last one: a report waits until
 * the one before it has been answered, so that under way together they would wait for each other's.
 * At `w: 1` it is no matter whether a majority is journaled: this is measured where it is, by default.
 */
export async function measureDistance(
  set: RelayedSet,
  options: DistanceOptions,
): Promise<DistanceResult> {
  const { rtts_ms = [0, 1, 8, 30, 100], nearest_rtts_ms = [8, 30], farthest_rtt_ms = 100 } =
    options;
  const even = rtts_ms.map((rtt_ms) => ({ nearest_rtt_ms: rtt_ms, farthest_rtt_ms: rtt_ms }));
  const uneven = nearest_rtts_ms.map((nearest_rtt_ms) => ({ nearest_rtt_ms, farthest_rtt_ms }));
  const roles = await rolesOf(set);
  await using client = ownerOf(set, roles.primary);
  const orders = client.db(set.database).collection<BlackFridayOrder>("distance");
  for (let n = 0; n < firstWarmUp; n++) {
    const order = blackFridayOrder(`BF_${n}`, options.random, options.now());
    await orders.insertOne(order, { writeConcern: { w: "majority" } });
  }
  const relay_overhead_ms = await relayOverhead_ms(set, roles);
  const series: DistanceResult["series"] = [];
  const measure = async (place: Place, journaled: boolean) => {
    options.onProgress?.(describe(place, journaled));
    await setDistances(set, roles, place);
    series.push(...await measureAt(orders, place, journaled, options));
  };
  try {
    for (const place of [...even, ...uneven]) await measure(place, true);
    await setDistances(set, roles, { nearest_rtt_ms: 0, farthest_rtt_ms: 0 });
    await setMajorityJournaled(set, false);
    for (const place of even) await measure(place, false);
  } finally {
    await setDistances(set, roles, { nearest_rtt_ms: 0, farthest_rtt_ms: 0 });
    await setMajorityJournaled(set, true);
  }
  return { relay_overhead_ms, series };
}

async function measureAt(
  orders: Collection<BlackFridayOrder>,
  place: Place,
  journaled: boolean,
  { samples = 100, atMost_ms = 3000, random, now }: DistanceOptions,
): Promise<DistanceResult["series"]> {
  const silence_ms = untilSilence_trips * place.nearest_rtt_ms + untilSilence_ms;
  let n = 0;
  const insert = async (w: 1 | "majority") => {
    const order = blackFridayOrder(`BF_${n++}`, random, now());
    const began_ms = performance.now();
    await orders.insertOne(order, { writeConcern: { w } });
    return performance.now() - began_ms;
  };
  const insertAtMajority = async () => {
    const took_ms = await insert("majority");
    await pause(Math.max(0, silence_ms - took_ms));
    return took_ms;
  };
  for (let i = 0; i < warmUp; i++) await insertAtMajority();
  const end_ms = performance.now() + atMost_ms;
  const w1_ms: number[] = [], majority_ms: number[] = [];
  const goesOn = () => majority_ms.length < samples && performance.now() < end_ms;
  while (goesOn()) {
    if (journaled) {
      for (let i = 0; i < turn; i++) {
        w1_ms.push(await insert(1));
        await pause(pause_ms);
      }
      await pause(silence_ms);
    }
    for (let i = 0; i < turn && goesOn(); i++) majority_ms.push(await insertAtMajority());
  }
  return [
    ...(journaled
      ? [{ write_concern: "1" as const, journaled, ...place, latencies_ms: w1_ms }]
      : []),
    { write_concern: "majority" as const, journaled, ...place, latencies_ms: majority_ms },
  ];
}

/** How much longer a round trip to the primary takes through its relay, by their medians. */
async function relayOverhead_ms(set: RelayedSet, { primary }: Roles): Promise<number> {
  await using direct = ownerOf(set, primary);
  await using relayed = ownerOf({ ...set, memberPorts: set.ports }, primary);
  const direct_ms: number[] = [], relayed_ms: number[] = [];
  for (let i = 0; i < pings; i++) {
    direct_ms.push(await ping_ms(direct));
    relayed_ms.push(await ping_ms(relayed));
  }
  return Math.max(0, median(relayed_ms) - median(direct_ms));
}

/** A client of one member that writes as a shop's does. */
const ownerOf = (set: RelayedSet, member: number) =>
  directClient(set, member, "owner", { retryWrites: true });

async function ping_ms(client: MongoClient): Promise<number> {
  const began_ms = performance.now();
  await client.db("admin").command({ ping: 1 });
  return performance.now() - began_ms;
}

function describe({ nearest_rtt_ms, farthest_rtt_ms }: Place, journaled: boolean): string {
  const away = nearest_rtt_ms === farthest_rtt_ms
    ? `both secondaries ${nearest_rtt_ms} ms away`
    : `one secondary ${nearest_rtt_ms} ms away, the other ${farthest_rtt_ms} ms`;
  return `${away}, majority ${journaled ? "" : "not "}journaled`;
}
