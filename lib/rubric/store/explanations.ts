/** The check that recommendations rest on what users really bought. */
import type { User } from "../../documents.ts";
import { counted } from "../../base/text/counted.ts";
import type { Check } from "../check.ts";
import { ownedProducts } from "./owned_products.ts";

/** Recommendations say where they come from, and rest on what the user really bought. */
export const explanations: Check = {
  name: "Recommendations are explained by the user's own purchases",
  points: 1,
  async look({ db }) {
    const owned = await ownedProducts(db);
    const users = { als: 0, popular: 0 };
    for await (const user of db.collection<User>("users").find()) {
      const { _id, user_id, recommendation_source: source, recommendation_reasons = [] } = user;
      const products = owned.get(user_id);
      if (source !== (products ? "als" : "popular")) {
        return { passed: false, evidence: `${_id} has the source ${source ?? "none"}` };
      }
      users[source]++;
      const reasons = recommendation_reasons.flatMap(({ because }) => because);
      const foreign = reasons.find(({ product }) => !products?.has(product));
      if (foreign) return { passed: false, evidence: `${_id} did not buy ${foreign.product}` };
      const isServed = (user.recommendations ?? []).length > 0;
      if (source === "als" && isServed && reasons.length === 0) {
        return { passed: false, evidence: `${_id} has no reasons` };
      }
    }
    return {
      passed: users.als > 0,
      evidence: `${counted(users.als, "buyer")} by their purchases, ` +
        `${counted(users.popular, "newcomer")} by what is popular where they live`,
    };
  },
};
