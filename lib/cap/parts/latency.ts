/** The part of the laboratory that times inserts, by write concern. */
import type { Collection, Db, WriteConcernSettings } from "mongodb";
import type { LatencyResult } from "../cap_run.ts";
import type { Book } from "../../mongo/book.ts";
import { laboratoryBook } from "../laboratory_book.ts";
import { publishTogether } from "../../mongo/publish.ts";
import { requireOurs } from "../../mongo/publishing/require_ours.ts";
import { validatorOf } from "../../mongo/publishing/mark.ts";
import type { Random } from "../../base/random.ts";
import { blackFridayOrder } from "../writes/orders.ts";
import { wOf } from "../writes/w_of.ts";

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
  /** Whether collections that the kit did not publish are replaced, too. */
  readonly replace?: boolean | undefined;
}

type Setting = Omit<
  LatencyResult["settings"][number],
  "one_by_one_ms" | "at_once_ms" | "at_once_total_ms"
>;

/** The assignment's two settings, then each with the other journaling, in a collection of no one's. */
const settings: readonly (Setting & { readonly scratch?: string })[] = [
  { write_concern: "1", journal: "default" },
  { write_concern: "majority", journal: "default" },
  { write_concern: "1", journal: "true", scratch: "cap_journaled" },
  { write_concern: "majority", journal: "false", scratch: "cap_unjournaled" },
];

const scratchBook: Book = {
  cap_journaled: laboratoryBook.orders_fast,
  cap_unjournaled: laboratoryBook.orders_secure,
};

/** Inserts by each setting before anything is measured. */
const warmUp = 20;

/**
 * Measures what a user waits for an insert at `w: 1` and at `w: "majority"`: one order after the other,
 * where each order is sent by every setting in random turns, so that whatever disturbs the machine
 * disturbs all alike; then all orders of a round at the same time. In the end `orders_fast` and
 * `orders_secure` are replaced by the orders of the last round, which were inserted there.
 *
 * @param db of a client with an open connection for each order, or "at the same time" means in a queue
 */
export async function measureLatency(db: Db, options: LatencyOptions): Promise<LatencyResult> {
  const { orders, replace } = options;
  const names = ["orders_fast", "orders_secure"] as const;
  return await publishTogether(db, laboratoryBook, names, async (edition) => {
    let result: LatencyResult | undefined;
    await edition.stage(
      "orders_fast",
      (fastOrders) =>
        edition.stage("orders_secure", async (secureOrders) => {
          result = await measureIn(db, [fastOrders, secureOrders], options);
          return orders;
        }),
    );
    if (!result) throw new TypeError("stage did not ask for the orders");
    return result;
  }, { replace });
}

/** Measures in the given collections for the first settings, and in others that go again. */
async function measureIn(
  db: Db,
  own: readonly Collection[],
  { orders, rounds, random, now, replace, onProgress = () => {} }: LatencyOptions,
): Promise<LatencyResult> {
  const scratchNames = settings.flatMap(({ scratch }) => scratch ?? []);
  if (!replace) await requireOurs(db, scratchBook, scratchNames);
  const dropScratch = () => Promise.all(scratchNames.map((scratch) => db.dropCollection(scratch)));
  await dropScratch(); // of a run that was stopped
  const contenders = await Promise.all(settings.map(async ({ scratch, ...setting }, place) => ({
    ...setting,
    collection: own[place] ?? await db.createCollection(scratch ?? "", {
      validator: validatorOf(laboratoryBook.orders_fast),
    }),
    writeConcern: writeConcernOf(setting),
    one_by_one_ms: [] as number[],
    at_once_ms: [] as number[],
    at_once_total_ms: [] as number[],
  })));
  type Contender = typeof contenders[number];
  const insert = async ({ collection, writeConcern }: Contender, n: number) => {
    const order = blackFridayOrder(`BF_${n}`, random, now());
    const began = performance.now();
    await collection.insertOne(order, { writeConcern });
    return performance.now() - began;
  };
  const insertAtOnce = (contender: Contender) =>
    Promise.all(Array.from({ length: orders }, (_, n) => insert(contender, n)));
  try {
    for (const contender of contenders) {
      await insertAtOnce(contender);
      for (let n = 0; n < warmUp; n++) await insert(contender, n);
    }
    for (let round = 1; round <= rounds; round++) {
      await clear(contenders);
      for (const contender of turns(contenders, random)) {
        const began = performance.now();
        contender.at_once_ms.push(...await insertAtOnce(contender));
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
    await dropScratch();
  }
  return {
    orders,
    rounds,
    settings: contenders.map(({ collection: _, writeConcern: __, ...measured }) => measured),
  };
}

function writeConcernOf({ write_concern, journal }: Setting): WriteConcernSettings {
  return {
    w: wOf(write_concern),
    ...(journal !== "default" && { journal: journal === "true" }),
  };
}

/** Removes the orders everywhere before anything goes on. */
async function clear(
  contenders: readonly { readonly collection: Collection }[],
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
