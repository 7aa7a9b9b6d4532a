/** The check that no event gets lost on its way. */
import { join } from "node:path";
import type { Order, TrendBreakdown } from "../../documents.ts";
import type { Check } from "../check.ts";
import { countBy } from "../evidence/count_by.ts";
import { counted } from "../../base/text/counted.ts";
import { readLog } from "../evidence/read_log.ts";

const dimensions = ["hour", "weekday", "category"] as const;

/** No event gets lost between the log, the breakdowns and the orders. */
export const nothingLost: Check = {
  name: "No event is lost on the way from the log to the collections",
  points: 1,
  async look({ db, dataDir }) {
    const rows = await countBy(readLog(join(dataDir, "logs.csv")), (row) => row["event_type"]);
    const events = { views: rows.get("view"), carts: rows.get("cart"), buys: rows.get("buy") };
    const breakdowns = await db.collection<TrendBreakdown>("trend_breakdowns").find().toArray();
    for (const dimension of dimensions) {
      for (const [event, logged = 0] of Object.entries(events) as [keyof typeof events, number][]) {
        const sum = breakdowns.filter((one) => one.dimension === dimension)
          .reduce((total, one) => total + one[event], 0);
        if (sum === logged && logged > 0) continue;
        return { passed: false, evidence: `${sum} ${event} by ${dimension}, ${logged} in the log` };
      }
    }
    const { views = 0, carts = 0, buys = 0 } = events;
    const [{ lines = 0 } = {}] = await db.collection<Order>("orders")
      .aggregate<{ lines: number }>([
        { $group: { _id: null, lines: { $sum: { $size: "$items" } } } },
      ]).toArray();
    return {
      passed: lines === buys,
      evidence:
        `${counted(views, "view")}, ${counted(carts, "cart")} and ${counted(buys, "buy")} of the ` +
        `log are there by ${dimensions.join(", by ")}; ${counted(lines, "order line")} were bought`,
    };
  },
};
