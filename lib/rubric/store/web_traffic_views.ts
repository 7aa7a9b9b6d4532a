/** The check of the web tracker's views, by a recount. */
import { join } from "node:path";
import type { TrendingProduct } from "../../documents.ts";
import type { Check } from "../check.ts";
import { countBy } from "../evidence/count_by.ts";
import { counted } from "../../base/text/counted.ts";
import { readLog } from "../evidence/read_log.ts";

/** The views of a web tracker, against a recount. */
export const webTrafficViews: Check = {
  name: "trending_products is what a recount of web_traffic.csv gives",
  points: 1,
  async look({ db, dataDir }) {
    const views = await countBy(
      readLog(join(dataDir, "web_traffic.csv")),
      ({ action, product_name }) => action === "view" ? product_name : undefined,
    );
    const published = await db.collection<TrendingProduct>("trending_products").find().toArray();
    const wrong = published.find(({ product_name, count }) => views.get(product_name) !== count);
    const total = [...views.values()].reduce((sum, count) => sum + count, 0);
    const seen = `${counted(published.length, "product")} published, ${views.size} recounted`;
    if (wrong) {
      const { product_name, count } = wrong;
      return {
        passed: false,
        evidence: `${product_name} has ${counted(count, "view")}, recounted ${
          views.get(product_name) ?? 0
        }`,
      };
    }
    return {
      passed: published.length === views.size && views.size > 0,
      evidence: `${seen}, with ${counted(total, "view")}`,
    };
  },
};
