/** The check that the dashboard shows the published trends. */
import type { AnalyticsTrend } from "../../documents.ts";
import { csvLine } from "../../base/text/csv_line.ts";
import type { Check } from "../check.ts";
import { textIn } from "../evidence/text_in.ts";

/** The dashboard shows the published trends, though no raw log is within its reach. */
export const dashboardTrends: Check = {
  name: "The dashboard shows the trends, with the raw logs out of reach",
  points: 1,
  async look({ db, dashboard }) {
    const trends = await db.collection<AnalyticsTrend>("analytics_trends")
      .find({}, { sort: { rank: 1 } }).toArray();
    const response = await dashboard("/");
    const text = textIn(await response.text());
    const missing = trends.find(({ product_name }) => !text.includes(product_name));
    const table = new Set((await (await dashboard("/trends.csv")).text()).split(/\r?\n/));
    const rows = trends.map(({ rank, product_name, views }) =>
      csvLine([rank, product_name, views]).trim()
    );
    const wrong = rows.find((row) => !table.has(row));
    const seen = `GET / answered ${response.status}`;
    if (trends.length === 0) return { passed: false, evidence: "analytics_trends is empty" };
    if (missing) return { passed: false, evidence: `${seen}, without ${missing.product_name}` };
    if (wrong) return { passed: false, evidence: `GET /trends.csv answered without ${wrong}` };
    return {
      passed: response.ok,
      evidence:
        `${seen} with all ${trends.length} products of analytics_trends, their views in trends.csv`,
    };
  },
};
