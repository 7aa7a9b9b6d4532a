import type { Collection, Db, WriteConcernSettings } from "mongodb";
import type { LatencyResult } from "../cap_run.ts";
import type { BlackFridayOrder } from "../documents.ts";
import { publish } from "../mongo/publish.ts";
import type { Random } from "../random.ts";
import { blackFridayOrder } from "./orders.ts";

/** What to measure. */
export interface LatencyOptions {
  /** Inserts in each round by each setting. */
  readonly orders: number;
  readonly rounds: number;
  /** Makes the orders and the turns of the settings. */
  readonly random: Random;
  /** The time of an order. */
  readonly now: () => Date;
  /** Told the rounds that are over. */
  readonly onProgress?: (rounds: number) => void;
}

type Setting = Omit<
  LatencyResult["settings"][number],
  "one_by_one_ms" | "at_once_ms" | "at_once_total_ms"
>;

/** The assignment's two settings and where their orders go, then each with the other journaling. */
const settings: readonly (Setting & { readonly collection: string })[] = [
  { write_concern: "1", journal: "default", collection: "orders_fast" },
  { write_concern: "majority", journal: "default", collection: "orders_secure" },
  { write_concern: "1", journal: "true", collection: "cap_journaled" },
  { write_concern: "majority", journal: "false", collection: "cap_unjournaled" },
];

/** Inserts by each setting before anything is measured. */
const warmUp = 20;

/**
 * Measures what a user waits for an insert at `w: 1` and at `w: "majority"`: one order after the other,
 * where each order is sent by every setting in random turns, so that whatever disturbs the machine
 * disturbs all alike; then all orders of a round at the same time. `orders_fast` and `orders_secure`
 * are begun anew, and hold the orders of the last round in the end.
 */
export async function measureLatency(
  db: Db,
  { orders, rounds, random, now, onProgress = () => {} }: LatencyOptions,
): Promise<LatencyResult> {
  await publish(db, { orders_fast: [], orders_secure: [] });
  const contenders = settings.map(({ collection, ...setting }) => ({
    ...setting,
    collection: db.collection<BlackFridayOrder>(collection),
    writeConcern: writeConcernOf(setting),
    one_by_one_ms: [] as number[],
    at_once_ms: [] as number[],
    at_once_total_ms: [] as number[],
  }));
  const insert = async ({ collection, writeConcern }: typeof contenders[number], n: number) => {
    const order = blackFridayOrder(`BF_${n}`, random, now());
    const began = performance.now();
    await collection.insertOne(order, { writeConcern });
    return performance.now() - began;
  };
  try {
    // So that no order waits for a connection to be opened.
    await Promise.all(Array.from({ length: orders }, () => db.command({ ping: 1 })));
    for (const contender of contenders) {
      for (let n = 0; n < warmUp; n++) await insert(contender, n);
    }
    for (let round = 1; round <= rounds; round++) {
      await clear(contenders);
      for (const contender of turns(contenders, random)) {
        const began = performance.now();
        const all = Array.from({ length: orders }, (_, n) => insert(contender, n));
        contender.at_once_ms.push(...await Promise.all(all));
        contender.at_once_total_ms.push(performance.now() - began);
      }
      await clear(contenders);
      for (let n = 0; n < orders; n++) {
        for (const contender of turns(contenders, random)) {
          contender.one_by_one_ms.push(await insert(contender, n));
        }
      }
      onProgress(round);
    }
  } finally {
    const others = contenders.filter(({ journal }) => journal !== "default");
    await Promise.all(others.map(({ collection }) => collection.drop().catch(() => {})));
  }
  return {
    orders,
    rounds,
    settings: contenders.map(({ collection: _, writeConcern: __, ...measured }) => measured),
  };
}

function writeConcernOf({ write_concern, journal }: Setting): WriteConcernSettings {
  return {
    w: write_concern === "1" ? 1 : write_concern,
    ...(journal !== "default" && { journal: journal === "true" }),
  };
}

/** Removes the orders everywhere before anything goes on. */
async function clear(
  contenders: readonly { readonly collection: Collection<BlackFridayOrder> }[],
): Promise<void> {
  for (const { collection } of contenders) {
    await collection.deleteMany({}, { writeConcern: { w: "majority" } });
  }
}

/** The contenders in random order. */
function turns<T>(contenders: readonly T[], random: Random): T[] {
  const order = Uint32Array.from(contenders.keys());
  random.shuffle(order);
  return Array.from(order).flatMap((place) => contenders[place] ?? []);
}
