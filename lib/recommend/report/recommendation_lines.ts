/** How a user's recommendations are shown in a terminal. */
import type { SampleUser } from "../sample_users.ts";

/** What a user bought and is recommended, one line each. */
export function recommendationLines({ user, bought }: SampleUser): string[] {
  const { _id, name, city, recommendations = [], recommendation_reasons: reasons = [] } = user;
  const because = (index: number) => {
    const names = reasons[index]?.because.map(({ product }) => product) ?? [];
    return names.length > 0 ? `  because of ${names.join(" and ")}` : "";
  };
  return [
    `${_id} ${name}, ${city}: ${
      bought.length > 0 ? `bought ${bought.join(", ")}` : "no order yet"
    }`,
    ...recommendations.map(({ product, confidence }, index) =>
      `  ${product.padEnd(34)} ${confidence.toFixed(2)}${because(index)}`
    ),
  ];
}
