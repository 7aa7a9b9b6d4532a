/** The check of the ten most viewed products, by a recount. */
import { join } from "node:path";
import type { AnalyticsTrend, Product } from "../../documents.ts";
import type { Check } from "../check.ts";
import { countBy } from "../evidence/count_by.ts";
import { counted } from "../../base/text/counted.ts";
import { readLog } from "../evidence/read_log.ts";

const ranks = 10;

/** The ten most viewed products, against a recount of the raw log. */
export const topTen: Check = {
  name: "analytics_trends is what a recount of logs.csv gives",
  points: 1,
  async look({ db, dataDir }) {
    const products = await db.collection<Product>("products").find().toArray();
    const names = new Map(products.map(({ _id, name }) => [_id, name]));
    let rows = 0;
    const views = await countBy(readLog(join(dataDir, "logs.csv")), (row) => {
      rows++;
      return row["event_type"] === "view" ? names.get(row["product_id"] ?? "") : undefined;
    });
    const recounted = [...views].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))
      .slice(0, ranks)
      .map(([product_name, views], index) => ({ rank: index + 1, product_name, views }));
    const published = await db.collection<AnalyticsTrend>("analytics_trends")
      .find({}, { projection: { _id: 0 }, sort: { rank: 1 } }).toArray();
    const at = recounted.findIndex((trend, index) => !isSame(trend, published[index]));
    const [best] = recounted;
    if (rows === 0 || published.length !== ranks) {
      return {
        passed: false,
        evidence: `${counted(rows, "row")} in logs.csv, ${
          counted(published.length, "rank")
        } published`,
      };
    }
    return at < 0
      ? {
        passed: true,
        evidence: `all ${ranks} ranks agree with a recount of ${counted(rows, "row")}; ` +
          `${best?.product_name} leads with ${counted(best?.views ?? 0, "view")}`,
      }
      : {
        passed: false,
        evidence: `rank ${at + 1} is ${text(published[at])}, recounted ${text(recounted[at])}`,
      };
  },
};

const isSame = (a: AnalyticsTrend, b?: AnalyticsTrend) =>
  a.rank === b?.rank && a.product_name === b.product_name && a.views === b.views;

const text = (trend?: AnalyticsTrend) =>
  trend ? `${trend.product_name} with ${counted(trend.views, "view")}` : "missing";
