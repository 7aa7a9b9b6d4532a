/** The check that a profile shows what is stored. */
import type { RecommendationSource, User } from "../../documents.ts";
import type { Check } from "../check.ts";
import { textIn } from "../evidence/text_in.ts";

const sources: readonly RecommendationSource[] = ["als", "popular"];

/**
 * A profile shows the name and the recommendations that are stored: of a buyer and of a newcomer.
 */
export const dashboardProfile: Check = {
  name: "A profile shows the user's name and stored recommendations",
  points: 1,
  async look({ db, dashboard }) {
    const seen: string[] = [];
    for (const recommendation_source of sources) {
      const user = await db.collection<User>("users")
        .findOne({ recommendation_source }, { sort: { _id: 1 } });
      if (!user) continue;
      const response = await dashboard(`/users/${user._id}`);
      const text = textIn(await response.text());
      const products = (user.recommendations ?? []).map(({ product }) => product);
      const missing = [user.name, ...products].find((part) => !text.includes(part));
      const page = `GET /users/${user._id} answered ${response.status}`;
      if (!response.ok || missing) {
        return { passed: false, evidence: `${page}${missing ? `, without ${missing}` : ""}` };
      }
      seen.push(`${page} with ${user.name} and ${products.join(", ")}`);
    }
    return { passed: seen.length > 0, evidence: seen.join("; ") || "no user has recommendations" };
  },
};
