/** Which products are bought together. */
import type { Product } from "../../documents.ts";
import { modelOf } from "../catalogue/variants.ts";

/** A product that is often put into the same basket; `product` is its index in the catalogue. */
export interface Companion {
  readonly product: number;
  readonly probability: number;
}

const caseProbability = 0.55;
const chargerProbability = 0.4;

/** The charger that suits a phone, by the phone's brand. */
const chargers: Readonly<Record<string, string>> = {
  Apple: "Apple 20W Charger",
  Samsung: "Samsung 25W Charger",
  Google: "Samsung 25W Charger",
  Xiaomi: "Xiaomi 67W Charger",
  OPPO: "Xiaomi 67W Charger",
  Condor: "Condor 18W Charger",
};

/** Companions of what is not a phone, by the names of both. */
const others: readonly (readonly [bought: string, companion: string, probability: number])[] = [
  ["PlayStation 5", "Sony Pulse 3D", 0.25],
  ["Xbox Series S", "HyperX Cloud II", 0.2],
  ["Lenovo Legion 5", "HyperX Cloud II", 0.2],
  ["HP Victus 15", "LG UltraGear 24", 0.15],
  ["MacBook Air M2", "Sleeve for MacBook Air M2", 0.35],
  ["Dell Latitude 5440", "Dell P2422H", 0.25],
  ["Lenovo IdeaPad 3", "Anker 65W GaN Charger", 0.15],
  ["Canon EOS R50", "Shoulder Bag for Canon EOS R50", 0.4],
  ["Canon EOS 250D", "Shoulder Bag for Canon EOS R50", 0.2],
];

/**
 * What tends to be bought together with each product: a phone with its case and its charger, a console
 * with headphones, a camera with a bag.
 *
 * @returns the companions of each product, in the order of `products`
 */
export function companions(products: readonly Product[]): Companion[][] {
  const indexByName = new Map(products.map(({ name }, i) => [name, i]));
  const companion = (name: string | undefined, probability: number): Companion[] => {
    const product = name === undefined ? undefined : indexByName.get(name);
    return product === undefined ? [] : [{ product, probability }];
  };
  return products.map(({ name, brand, category }) => {
    const model = modelOf(name);
    if (category !== "phone") {
      return others
        .filter(([bought]) => bought === model)
        .flatMap(([_, name, probability]) => companion(name, probability));
    }
    const fitting = products.find(({ category, specs }) =>
      category === "case" && "fits" in specs && specs.fits === model
    );
    return [
      ...companion(fitting?.name, caseProbability),
      ...companion(chargers[brand], chargerProbability),
    ];
  });
}
