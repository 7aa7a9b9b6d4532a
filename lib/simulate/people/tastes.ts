/** The tastes that users have, and what they do to the odds of a product. */
import type { Category, Product } from "../../documents.ts";
import { modelOf } from "../catalogue/variants.ts";

/** A kind of customer: what the recommendation engine is meant to discover. It is stored nowhere. */
export interface Taste {
  readonly name: string;
  /** The part of all users who have this taste. */
  readonly share: number;
  /** What such a user may tick as interests at registration. */
  readonly interests: readonly [Category, Category];
  /** The products that such a user wants, by name; their variants count too. */
  readonly favourites: readonly string[];
}

/** How much likelier than an average product a favourite is, and everything else. */
const affinities = { favourite: 15, sameCategory: 0.5, other: 0.1 };

/** Every taste; the shares add up to 1. */
export const tastes: readonly Taste[] = [
  {
    name: "gamer",
    share: 0.2,
    interests: ["console", "monitor"],
    favourites: [
      "PlayStation 5",
      "Xbox Series S",
      "Nintendo Switch OLED",
      "HP Victus 15",
      "Lenovo Legion 5",
      "Sony Pulse 3D",
      "HyperX Cloud II",
      "Samsung Odyssey G5 27",
      "LG UltraGear 24",
    ],
  },
  {
    name: "student",
    share: 0.2,
    interests: ["phone", "laptop"],
    favourites: [
      "Samsung Galaxy A15",
      "Xiaomi Redmi Note 13 Pro",
      "Xiaomi Redmi 13C",
      "Lenovo IdeaPad 3",
      "JBL Tune 510BT",
      "Samsung Galaxy Tab A9",
      "Condor Allure M3",
    ],
  },
  {
    name: "apple household",
    share: 0.15,
    interests: ["phone", "tablet"],
    favourites: [
      "iPhone 15",
      "iPhone 13",
      "MacBook Air M2",
      "MacBook Pro 14 M3",
      "AirPods Pro 2",
      "iPad 10",
      "iPad Air M2",
    ],
  },
  {
    name: "family",
    share: 0.15,
    interests: ["tv", "tablet"],
    favourites: [
      "Samsung QLED 55 Q60D",
      "LG OLED 55 C3",
      "IRIS 50 4K Google TV",
      "Condor 43 Full HD",
      "Géant 32 HD",
      "Starlight 58 4K",
      "PlayStation 4 Slim",
    ],
  },
  {
    name: "office",
    share: 0.12,
    interests: ["laptop", "monitor"],
    favourites: [
      "Dell Latitude 5440",
      "HP 250 G10",
      "ASUS VivoBook 15",
      "Dell P2422H",
      "HP M24f",
      "Samsung Galaxy A55",
      "Anker 65W GaN Charger",
    ],
  },
  {
    name: "photographer",
    share: 0.09,
    interests: ["camera", "laptop"],
    favourites: [
      "Canon EOS R50",
      "Canon EOS 250D",
      "Sony ZV-E10",
      "Nikon Z30",
      "GoPro Hero 12",
      "Google Pixel 8",
      "Shoulder Bag for Canon EOS R50",
    ],
  },
  {
    name: "music lover",
    share: 0.09,
    interests: ["headphones", "phone"],
    favourites: [
      "Sony WH-1000XM5",
      "Marshall Major IV",
      "JBL Tune 770NC",
      "Samsung Galaxy Buds FE",
      "Samsung S24",
      "Samsung Galaxy Tab S9 FE",
      "OPPO Reno 11 F",
    ],
  },
];

/**
 * How strongly each taste is drawn to each product, compared with an average user.
 *
 * @returns one row for each of `tastes`, with one multiplier for each product
 */
export function affinity(products: readonly Product[]): Float64Array[] {
  return tastes.map(({ favourites, interests }) =>
    Float64Array.from(products, ({ name, category }) => {
      if (favourites.includes(modelOf(name))) return affinities.favourite;
      return interests.includes(category) ? affinities.sameCategory : affinities.other;
    })
  );
}
