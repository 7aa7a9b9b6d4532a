/** Products that rise: late in the window, ever more of the visits without an order go to them. */
import type { Category, Product } from "../../documents.ts";
import { popularity } from "../catalogue/popularity.ts";
import { random } from "../../base/random.ts";
import type { Window } from "../seasonality.ts";

/** How many products can rise at most. */
export const maxRising = 5;

/** How many hours before the window's end the rise begins. */
export const risingHours = 12;

/**
 * The ranks by popularity, from 0, that can rise: the middle of the curated catalogue, far from the
 * top, but viewed often enough to have a past.
 */
const middle = { from: 26, to: 46 };

/** The categories that do not rise by themselves, but with what they are an accessory of. */
const accessories: readonly Category[] = ["case", "charger"];

/** The part of the visits that each rising product gets in the end, and all of them at most. */
const peak = { each: 0.25, together: 0.9 };

/**
 * Chooses the products that rise: of the middle of the popularity curve, no accessories, and of
 * different categories as far as there are enough. More of them begin with the same ones.
 *
 * @param count how many, 0 to `maxRising`
 * @param seed the same seed chooses the same products
 */
export function risingProducts(
  products: readonly Product[],
  count: number,
  seed: number,
): Product[] {
  const shares = popularity(products);
  const byPopularity = Uint32Array.from(products.keys())
    .sort((a, b) => (shares[b] ?? 0) - (shares[a] ?? 0));
  const candidates = byPopularity.slice(middle.from, middle.to);
  random(seed, "rising").shuffle(candidates);
  const drawn = Array.from(candidates, (product) => products[product] as Product)
    .filter(({ category }) => !accessories.includes(category));
  const firstOfCategory = drawn.filter(({ category }, i) =>
    drawn.findIndex((other) => other.category === category) === i
  );
  return [...new Set([...firstOfCategory, ...drawn])].slice(0, count);
}

/** Leads visits to the rising products, by their index. */
export class Rise {
  readonly #products: readonly number[];
  readonly #endShare: number;
  readonly #start: number;
  readonly #seconds = risingHours * 3600;
  #u: number;

  /**
   * @param rising the products that rise, out of `products`
   * @param seed the same seed leads the same visits
   */
  constructor(
    { rising, products, window, seed }: {
      rising: readonly Product[];
      products: readonly Product[];
      window: Window;
      seed: number;
    },
  ) {
    this.#products = rising.map((product) => products.indexOf(product));
    this.#endShare = Math.min(rising.length * peak.each, peak.together);
    this.#start = window.hours * 3600 - this.#seconds;
    this.#u = random(seed, "rising visits").next();
  }

  /**
   * The product that a visit sees: the one drawn, or a rising one instead.
   *
   * @param second since the window's start
   */
  productOf(drawn: number, second: number): number {
    if (second < this.#start || this.#products.length === 0) return drawn;
    // As for `Visits`, a low-discrepancy sequence, so that the products rise alike for every seed; of
    // another irrational number, or the two would pick always the same products to be replaced.
    this.#u += 0.4142135623730951;
    if (this.#u >= 1) this.#u -= 1;
    const share = this.#shareAt(second);
    if (this.#u >= share) return drawn;
    return this.#products[Math.floor(this.#u / share * this.#products.length)] as number;
  }

  /** The part of the visits that is led to rising products: it grows fast, then slower. */
  #shareAt(second: number): number {
    const ahead = 1 - (second - this.#start) / this.#seconds;
    return this.#endShare * (1 - ahead ** 2);
  }
}
