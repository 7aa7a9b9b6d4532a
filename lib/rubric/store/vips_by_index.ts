/** The check that the database finds the right VIPs, by an index. */
import type { User } from "../../documents.ts";
import { vipDefaults as criteria } from "../../campaign/vip.ts";
import { queryPlan } from "../../campaign/query_plan.ts";
import { vipQuery } from "../../campaign/vip_query.ts";
import type { Check } from "../check.ts";
import { counted } from "../../base/text/counted.ts";

/** The VIPs are found by the database, by an index, and they are the right ones. */
export const vipsByIndex: Check = {
  name: "The VIPs are found by MongoDB itself, by an index",
  points: 0.5,
  async look({ db }) {
    const found = await vipQuery(db, criteria).toArray();
    const plan = queryPlan(await vipQuery(db, criteria).explain("executionStats"));
    const expected = (await db.collection<User>("users").find().toArray())
      .filter(({ city, total_spend }) =>
        city === criteria.city && total_spend > criteria.minSpend_dzd
      );
    const ids = new Set(found.map(({ user_id }) => user_id));
    const areRight = found.length === expected.length && found.length > 0 &&
      expected.every(({ user_id }) => ids.has(user_id));
    const { stage, index, docs_examined, docs_returned } = plan;
    return {
      passed: areRight && index !== null && docs_examined === docs_returned,
      evidence:
        `${counted(found.length, "VIP")} in ${criteria.city}, ${expected.length} by a loop over ` +
        `all users; ${stage}${index ? ` of ${index}` : ""} examined ` +
        `${counted(docs_examined, "document")} to return ${docs_returned}`,
    };
  },
};
