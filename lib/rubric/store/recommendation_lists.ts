/** The check that every user has three products that the user does not own. */
import { whole } from "../../base/text/whole.ts";
import type { User } from "../../documents.ts";
import { counted } from "../../base/text/counted.ts";
import type { Check } from "../check.ts";
import { ownedProducts } from "./owned_products.ts";

const asked = 3;

/** Every user has three products, best first, none of which they own. */
export const recommendationLists: Check = {
  name: "Every user has 3 recommendations, best first, none that they own",
  points: 1,
  async look({ db }) {
    const owned = await ownedProducts(db);
    const bought = new Set([...owned.values()].flatMap((products) => [...products]));
    let users = 0;
    const wrong: string[] = [];
    for await (const user of db.collection<User>("users").find()) {
      users++;
      const fault = faultOf(user, bought, owned.get(user.user_id));
      if (fault) wrong.push(`${user._id} ${fault}`);
    }
    const covered = `${whole(users - wrong.length)} of ${counted(users, "user")}`;
    return {
      passed: users > 0 && wrong.length === 0,
      evidence: `${covered} have ${asked} products that others buy and they do not own` +
        (wrong[0] ? `; ${wrong[0]}` : ", confidence from 0 to 1, falling"),
    };
  },
};

function faultOf(
  { recommendations = [] }: User,
  bought: ReadonlySet<string>,
  owned: ReadonlySet<string> = new Set(),
): string | undefined {
  // Who owns nearly everything cannot be recommended so many.
  const wanted = Math.min(asked, bought.size - owned.size);
  const products = recommendations.map(({ product }) => product);
  if (products.length !== wanted || new Set(products).size !== wanted) {
    return `has ${products.length} recommendations`;
  }
  const unknown = products.find((product) => !bought.has(product));
  if (unknown) return `is recommended ${unknown}, which nobody buys`;
  const again = products.find((product) => owned.has(product));
  if (again) return `is recommended ${again}, which they own`;
  const confidences = recommendations.map(({ confidence }) => confidence);
  const isFalling = confidences.every((value, index) => value <= (confidences[index - 1] ?? 1));
  return isFalling && confidences.every((value) => value >= 0)
    ? undefined
    : "has a confidence out of order";
}
