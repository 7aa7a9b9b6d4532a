/** The places of products in the counts of a log. */

/** The place of a product among the counted ones, by its own place and its key. */
export type PlaceOf = (index: number, key: string) => number | undefined;

/**
 * Where products are among the counted ones. As a rule they are in the same order, so that nothing has
 * to be looked for.
 */
export function placesOf(
  products: readonly { readonly key: string }[],
  counted: readonly string[],
): PlaceOf {
  const isSame = products.length === counted.length &&
    products.every(({ key }, place) => key === counted[place]);
  if (isSame) return (index) => index;
  const places = new Map(counted.map((key, place) => [key, place]));
  return (_, key) => places.get(key);
}
