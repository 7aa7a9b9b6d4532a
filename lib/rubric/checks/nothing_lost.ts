import { join } from "node:path";
import type { Order, TrendBreakdown } from "../../documents.ts";
import type { Check } from "../check.ts";
import { countBy } from "../count_by.ts";
import { counted } from "../../counted.ts";
import { readLog } from "../read_log.ts";

const dimensions = ["hour", "weekday", "category"] as const;

/** No event gets lost between the log, the breakdowns and the orders. */
export const nothingLost: Check = {
  criterion: "ETL",
  name: "No event is lost on the way from the log to the collections",
  points: 1,
  async look({ db, dataDir }) {
    const events = await countBy(readLog(join(dataDir, "logs.csv")), (row) => row["event_type"]);
    const views = events.get("view") ?? 0, buys = events.get("buy") ?? 0;
    const breakdowns = await db.collection<TrendBreakdown>("trend_breakdowns").find().toArray();
    for (const dimension of dimensions) {
      const sum = breakdowns.filter((one) => one.dimension === dimension)
        .reduce((total, one) => total + one.views, 0);
      if (sum === views && views > 0) continue;
      return {
        passed: false,
        evidence: `${counted(sum, "view")} by ${dimension}, ${
          views.toLocaleString("en-US")
        } in the log`,
      };
    }
    const [{ lines = 0 } = {}] = await db.collection<Order>("orders")
      .aggregate<{ lines: number }>([
        { $group: { _id: null, lines: { $sum: { $size: "$items" } } } },
      ]).toArray();
    return {
      passed: lines === buys,
      evidence: `${counted(views, "view")} of the log are there by ${dimensions.join(", by ")}; ` +
        `${counted(buys, "buy event")} for ${counted(lines, "order line")}`,
    };
  },
};
