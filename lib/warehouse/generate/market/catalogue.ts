/** The products and who sells them. */
import type { Random } from "../../../base/random.ts";
import { oracle } from "../../oracle.ts";
import { categories } from "./categories.ts";
import { somewhere } from "./places.ts";
import { apportion, labels, shuffled } from "./quotas.ts";
import type { Size } from "./size.ts";
import { states } from "./states.ts";
import { Wheel } from "./wheel.ts";

/** Of each seller, by number. */
export interface Sellers {
  readonly count: number;
  readonly state: Uint8Array;
  readonly city: Uint16Array;
  readonly zip: Uint32Array;
}

/** Of each product, by number; -1 stands for what is missing. */
export interface Products {
  readonly count: number;
  /** A number in `categories`, or -1. */
  readonly category: Int8Array;
  readonly seller: Uint32Array;
  readonly nameLength: Int16Array;
  readonly descriptionLength: Int16Array;
  readonly photos: Int8Array;
  readonly weight: Int32Array;
  readonly sizes: readonly [length: Int16Array, height: Int16Array, width: Int16Array];
  /** How well it pleases, mean 0 and standard deviation 1. */
  readonly quality: Float32Array;
  /** Its numbers by category, those without one last. */
  readonly byCategory: Uint32Array;
}

/** The sellers: most are in São Paulo. */
export function makeSellers(size: Size, draw: Random): Sellers {
  const count = Math.max(1, size.of(oracle.rows.sellers));
  const state = Uint8Array.from(labels(apportion(count, states.map((s) => s.sellers)), draw));
  const [city, zip] = [new Uint16Array(count), new Uint32Array(count)];
  for (let i = 0; i < count; i++) {
    const place = somewhere(state[i] ?? 0, draw);
    city[i] = place.city;
    zip[i] = place.zip;
  }
  return { count, state, city, zip };
}

/** The products; each seller has at least one, and most of the others in one category. */
export function makeProducts(size: Size, sellers: number, draw: Random): Products {
  const count = Math.max(sellers, size.of(oracle.rows.products));
  const nameless = size.rare(oracle.products.withoutCategory);
  const quotas = apportion(count - nameless, categories.map((category) => category.products));
  const kinds = labels([...quotas, nameless], draw);
  const category = Int8Array.from(kinds, (kind) => kind === categories.length ? -1 : kind);
  const byCategory = new Uint32Array(count);
  const starts = [...quotas, nameless].map(() => 0);
  [...quotas, nameless].forEach((quota, i) => starts[i + 1] = (starts[i] ?? 0) + quota);
  kinds.forEach((kind, product) => {
    const at = starts[kind] ?? 0;
    byCategory[at] = product;
    starts[kind] = at + 1;
  });

  const products: Products = {
    count,
    category,
    seller: whoSells(kinds, byCategory, sellers, draw),
    nameLength: new Int16Array(count),
    descriptionLength: new Int16Array(count),
    photos: new Int8Array(count),
    weight: new Int32Array(count),
    sizes: [new Int16Array(count), new Int16Array(count), new Int16Array(count)],
    quality: Float32Array.from({ length: count }, () => draw.gaussian()),
    byCategory,
  };
  describeAll(products, size, draw);
  return products;
}

/** The seller of each product. */
function whoSells(kinds: Uint32Array, byCategory: Uint32Array, sellers: number, draw: Random) {
  const { length } = kinds;
  const result = new Uint32Array(length);
  // A seller's first product gives their trade; big sellers come first.
  const firsts = shuffled(length, draw).subarray(0, sellers);
  const trades = new Map<number, number[]>();
  firsts.forEach((product, seller) => {
    const kind = kinds[product] ?? 0;
    trades.set(kind, [...trades.get(kind) ?? [], seller]);
  });
  const weight = (seller: number) => 1 / (seller + 8) ** 0.75;
  const all = new Wheel(Array.from({ length: sellers }, (_, seller) => weight(seller)));
  const wheels = new Map(
    [...trades].map(([kind, list]) => [kind, { list, wheel: new Wheel(list.map(weight)) }]),
  );
  for (const product of byCategory) {
    const trade = wheels.get(kinds[product] ?? 0);
    result[product] = trade && draw.chance(0.85)
      ? trade.list[trade.wheel.turn(draw)] ?? 0
      : all.turn(draw);
  }
  firsts.forEach((product, seller) => result[product] = seller);
  return result;
}

/** Lengths, photos, weights and sizes: some products are alike in all, as in the real set. */
function describeAll(products: Products, size: Size, draw: Random) {
  const { count, byCategory, category } = products;
  const twins = new Map<number, number>();
  const pairsOfNeighbours = shuffled(count >> 1, draw);
  const wanted = size.of(oracle.products.alike);
  for (const pair of pairsOfNeighbours) {
    if (twins.size >= wanted) break;
    const [one, other] = [byCategory[2 * pair] ?? 0, byCategory[2 * pair + 1] ?? 0];
    if (category[one] === category[other]) twins.set(other, one);
  }
  const seen = new Set<string>();
  const models = new Set(twins.values());
  const special = shuffled(count, draw).filter((product) =>
    !twins.has(product) && !models.has(product)
  );
  const sizeless = special.subarray(0, size.rare(oracle.products.withoutSizes));
  const zero = special.subarray(sizeless.length).subarray(0, size.rare(oracle.products.weightZero));
  for (const product of byCategory) {
    if (twins.has(product)) continue;
    do describe(products, product, draw); while (seen.has(keyOf(products, product)));
    if (zero.includes(product)) products.weight[product] = 0;
    seen.add(keyOf(products, product));
  }
  for (const product of sizeless) {
    products.weight[product] = -1;
    for (const side of products.sizes) side[product] = -1;
  }
  for (const [product, like] of twins) {
    for (const values of measures(products)) values[product] = values[like] ?? 0;
  }
}

function describe(products: Products, product: number, draw: Random) {
  const kind = categories[products.category[product] ?? -1];
  const known = kind !== undefined;
  products.nameLength[product] = known ? within(48 + 10 * draw.gaussian(), 5, 76) : -1;
  const length = 600 * Math.exp(0.75 * draw.gaussian());
  products.descriptionLength[product] = known ? within(length, 4, 3_992) : -1;
  products.photos[product] = known ? within(0.4 - 2.3 * Math.log(1 - draw.next()), 1, 20) : -1;
  const grams = within(0.65 * (kind?.weight ?? 900) * Math.exp(0.75 * draw.gaussian()), 50, 40_425);
  products.weight[product] = draw.chance(0.8) ? Math.max(50, Math.round(grams / 50) * 50) : grams;
  const side = 12 * Math.cbrt(grams / 300);
  [[7, 1.6], [2, 0.9], [6, 1.2]].forEach(([least = 0, factor = 0], i) => {
    const sizes = products.sizes[i];
    const value = within(side * factor * Math.exp(0.35 * draw.gaussian()), least, 105);
    if (sizes) sizes[product] = i === 0 ? Math.max(16, value) : value;
  });
}

const within = (value: number, least: number, most: number) =>
  Math.max(least, Math.min(most, Math.round(value)));

const measures = (products: Products) => [
  products.nameLength,
  products.descriptionLength,
  products.photos,
  products.weight,
  ...products.sizes,
];

const keyOf = (products: Products, product: number) =>
  `${products.category[product]} ${measures(products).map((values) => values[product]).join(" ")}`;
