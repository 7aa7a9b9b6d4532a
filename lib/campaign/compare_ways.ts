/** The ways to find the VIPs, measured side by side on one store. */
import type { Db, FindCursor } from "mongodb";
import { median } from "../statistics/median.ts";
import { retryWhenReplaced } from "../mongo/retry_when_replaced.ts";
import type { WireMeter } from "../mongo/measure/wire_meter.ts";
import { type QueryPlan, queryPlan } from "./query_plan.ts";
import { requireSame } from "./require_same.ts";
import { isVip, ranked, type Vip, type VipCriteria, vipOf, vipShape } from "./vip.ts";
import { quoted } from "../mongo/quoted.ts";
import { requireShape } from "../mongo/read_documents.ts";
import { vipQuery } from "./vip_query.ts";
import { type Way, ways } from "./ways.ts";

/** What a way takes: medians of several runs. */
export interface WayFigures {
  readonly way: Way;
  readonly plan: QueryPlan;
  /** What the server sent, measured on the network. */
  readonly received_bytes: number;
  /** From asking until the VIPs are here. */
  readonly took_ms: number;
}

/** The ways side by side. */
export interface WaysComparison {
  /** All users. */
  readonly users: number;
  /** The same by every way, the best spenders first. */
  readonly vips: readonly Vip[];
  /** In the order of `ways`. */
  readonly figures: readonly WayFigures[];
}

/** Each way is run so often, and first once more by `explain`, which fills the server's cache. */
const runs = 3;

/**
 * Finds the VIPs in each of the ways.
 *
 * @param db of a connection that `meter` measures
 * @throws {DzError} if the ways do not agree
 */
export async function compareWays(
  db: Db,
  criteria: VipCriteria,
  meter: WireMeter,
): Promise<WaysComparison> {
  const queries: Record<Way, () => FindCursor<Vip>> = {
    fetch_all: () => db.collection<Vip>("users").find(),
    no_index: () => vipQuery(db, criteria, { hint: { $natural: 1 } }),
    pushed_down: () => vipQuery(db, criteria),
  };
  /** Runs the query of a way; whoever is not asked to filter takes what comes. */
  const find = async (way: Way) => {
    const found: Vip[] = [], began_ms = performance.now();
    let received = 0;
    for await (const user of queries[way]()) {
      received++;
      if (way !== "fetch_all" || isVip(user, criteria)) found.push(vipOf(user));
    }
    return { received, vips: ranked(found), took_ms: performance.now() - began_ms };
  };

  let here: { readonly received: number; readonly vips: readonly Vip[] } | undefined;
  const figures: WayFigures[] = [];
  for (const way of ways) {
    const plan = queryPlan(await retryWhenReplaced(() => queries[way]().explain("executionStats")));
    const measured = [];
    for (let run = 0; run < runs; run++) {
      const one = await retryWhenReplaced(() => meter.measure(() => find(way)));
      here ??= one.value;
      requireSame(here.vips, one.value.vips);
      measured.push(one);
    }
    figures.push({
      way,
      plan,
      received_bytes: median(measured.map(({ received_bytes }) => received_bytes)),
      took_ms: median(measured.map(({ value }) => value.took_ms)),
    });
  }
  const vips = (here?.vips ?? []).map((vip) =>
    requireShape(`users of ${db.databaseName} (user_id ${quoted(vip.user_id)})`, vipShape, vip)
  );
  return { users: here?.received ?? 0, vips, figures };
}
