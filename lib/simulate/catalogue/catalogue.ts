/** The catalogue of the shop: the curated products, fewer of them, or variants, too. */
import { isWhole } from "../../base/is_whole.ts";
import { type Product, product as schema } from "../../documents.ts";
import { curated, type Listing } from "./curated.ts";
import { isViewed, ranking } from "./popularity.ts";
import { variants } from "./variants.ts";

/** The fewest and the most products that `catalogue` can list. */
export const catalogueLimits = { min: 50, max: 1_000 } as const;

/**
 * The products of the shop, `prod_001` first: the curated 64; fewer leave out the least viewed, more
 * add variants of colour and storage.
 *
 * @param count how many, within `catalogueLimits`
 * @throws {RangeError} if `count` is outside
 */
export function catalogue(count: number): Product[] {
  const { min, max } = catalogueLimits;
  if (!isWhole(count, min, max)) {
    throw new RangeError(
      `Cannot list ${count} products: it must be a whole number, ${min} to ${max}`,
    );
  }
  return listings(count).map((listing, i) =>
    schema.parse({ _id: `prod_${String(i + 1).padStart(3, "0")}`, ...listing })
  );
}

function listings(count: number): Listing[] {
  const neverViewed = curated.filter(({ name }) => !isViewed(name)).length;
  const leftOut = new Set(ranking.slice(Math.max(0, count - neverViewed)));
  const kept = curated.filter(({ name }) => !leftOut.has(name));
  return [...kept, ...variants().filter(({ name }) => isViewed(name)).take(count - kept.length)];
}
