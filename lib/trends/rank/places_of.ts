/** The places of products in the counts of a log. */

/** So many products are looked at in a step. */
const stepLength = 1 << 16;

/** The place of a product among the counted ones, by its own place and its key. */
export type PlaceOf = (index: number, key: string) => number | undefined;

/**
 * Where products are among the counted ones. As a rule they are in the same order, so that nothing has
 * to be looked for; yields now and then.
 */
export function* placesOf(
  products: readonly { readonly key: string }[],
  counted: readonly string[],
): Generator<void, PlaceOf> {
  if (yield* isSame(products, counted)) return (index) => index;
  const places = new Map<string, number>();
  for (const [place, key] of counted.entries()) {
    if (place % stepLength === 0) yield;
    places.set(key, place);
  }
  return (_, key) => places.get(key);
}

function* isSame(
  products: readonly { readonly key: string }[],
  counted: readonly string[],
): Generator<void, boolean> {
  if (products.length !== counted.length) return false;
  for (let index = 0; index < counted.length; index++) {
    if (products[index]?.key !== counted[index]) return false;
    if (index % stepLength === 0) yield;
  }
  return true;
}
