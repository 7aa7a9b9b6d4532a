import type { WayFigures, WaysComparison } from "../../lib/campaign/compare_ways.ts";
import { vipOf } from "../../lib/campaign/vip.ts";
import { type Way, ways } from "../../lib/campaign/ways.ts";
import { someUser } from "./some_vips.ts";

const index = "city_1_total_spend_-1";

/** A store in which one user in twenty is a VIP, but for what is given of each way. */
export function someComparison(
  users: number,
  given: { readonly [W in Way]?: Partial<WayFigures> & { index?: string | null; docs?: number } } =
    {},
): WaysComparison {
  const vips = Array.from({ length: users / 20 }, (_, i) => vipOf(someUser({ user_id: 101 + i })));
  const figures = ways.map((way): WayFigures => {
    const { index: by = way === "pushed_down" ? index : null, docs, ...rest } = given[way] ?? {};
    return {
      way,
      plan: {
        stage: by === null ? "COLLSCAN" : "IXSCAN",
        index: by,
        keys_examined: by === null ? 0 : vips.length,
        docs_examined: docs ?? (by === null ? users : vips.length),
        docs_returned: way === "fetch_all" ? users : vips.length,
      },
      received_bytes: way === "fetch_all" ? 300 * users : 200 + 100 * vips.length,
      took_ms: way === "pushed_down" ? 2 : 10,
      ...rest,
    };
  });
  return { users, vips, figures };
}
