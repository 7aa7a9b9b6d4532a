/** What is recommended to a user, how confident that is, and why. */
import type { ShownUser } from "./profiles.ts";
import { percentText } from "../../components/format.ts";

export function Recommendations(
  { user: { recommendations, recommendation_reasons, recommendation_source } }: {
    readonly user: ShownUser;
  },
) {
  if (!recommendations) {
    return (
      <p class="quiet">
        None yet: run <code>deno task recs</code>; they show up here by themselves.
      </p>
    );
  }
  const becauseOf = new Map(
    recommendation_reasons?.map(({ product, because }) => [product, because]),
  );
  return (
    <ol class="recommendations">
      {recommendations.map(({ product, confidence }) => (
        <li key={product}>
          <span class="name">{product}</span>
          <span class="confidence">
            <Bar share={confidence} />
            <span>{percentText(confidence)}</span>
            <span class="hidden">confidence</span>
          </span>
          <span class="quiet">
            {whyText(
              becauseOf.get(product)?.map((reason) => reason.product) ?? [],
              recommendation_source,
            )}
          </span>
        </li>
      ))}
    </ol>
  );
}

function whyText(
  because: readonly string[],
  source: ShownUser["recommendation_source"],
): string {
  if (because.length > 0) return `Because of ${because.slice(0, 2).join(" and ")}`;
  return source === "popular" ? "Popular in the shop" : "By what similar users bought";
}

/** A share, 0 to 1, as a bar; styles in attributes are not allowed, so it is drawn. */
function Bar({ share }: { readonly share: number }) {
  return (
    <svg class="bar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true">
      <rect class="bar-ground" width="100" height="8" />
      <rect class="bar-value" width={Math.max(100 * share, 1)} height="8" />
    </svg>
  );
}
