/** Which products are viewed most, from the first to those that nobody views. */
import type { Product } from "../../documents.ts";
import { modelOf } from "./variants.ts";

/** The curated products from the most viewed to the least; what is not here is never viewed. */
export const ranking: readonly string[] = [
  "PlayStation 5",
  "iPhone 15",
  "Samsung S24",
  "Samsung Galaxy A15",
  "MacBook Air M2",
  "Xiaomi Redmi Note 13 Pro",
  "Canon EOS R50",
  "AirPods Pro 2",
  "Lenovo IdeaPad 3",
  "Samsung QLED 55 Q60D",
  "Samsung Galaxy A55",
  "HP Victus 15",
  "Sony WH-1000XM5",
  "Xbox Series S",
  "Sony ZV-E10",
  "IRIS 50 4K Google TV",
  "iPad 10",
  "Xiaomi Redmi 13C",
  "JBL Tune 770NC",
  "Dell Latitude 5440",
  "LG OLED 55 C3",
  "ASUS VivoBook 15",
  "Sony Pulse 3D",
  "Silicone Case for iPhone 15",
  "Lenovo Legion 5",
  "GoPro Hero 12",
  "Condor 43 Full HD",
  "Samsung Galaxy Buds FE",
  "iPhone 13",
  "Marshall Major IV",
  "HP 250 G10",
  "Nintendo Switch OLED",
  "Apple 20W Charger",
  "Samsung Galaxy Tab A9",
  "Samsung Odyssey G5 27",
  "Canon EOS 250D",
  "Dell P2422H",
  "Rugged Case for Samsung S24",
  "JBL Tune 510BT",
  "Samsung 25W Charger",
  "HyperX Cloud II",
  "Starlight 58 4K",
  "OPPO Reno 11 F",
  "MacBook Pro 14 M3",
  "Clear Case for Galaxy A15",
  "Nikon Z30",
  "Géant 32 HD",
  "Armor Case for Redmi Note 13 Pro",
  "LG UltraGear 24",
  "Anker 65W GaN Charger",
  "iPad Air M2",
  "Xiaomi 67W Charger",
  "Sleeve for MacBook Air M2",
  "HP M24f",
  "Shoulder Bag for Canon EOS R50",
  "Clear Case for iPhone 13",
  "Samsung Galaxy Tab S9 FE",
  "Flip Case for Galaxy A55",
  "Soft Case for Redmi 13C",
  "PlayStation 4 Slim",
  "Google Pixel 8",
  "Condor 18W Charger",
  "Condor Allure M3",
];

/** Whether a product, or the product that it is a variant of, is ever viewed. */
export function isViewed(name: string): boolean {
  return ranking.includes(modelOf(name));
}

/** A variant of a curated product is viewed this often, compared with the product itself. */
const variantShare = 0.03;

/**
 * Each product's share of all views: two leaders, then a long exponential tail from 3.7 % to 0.4 %.
 *
 * @returns one number for each product, in the same order, adding up to 1
 */
export function popularity(products: readonly Product[]): Float64Array {
  const weights = Float64Array.from(products, ({ name }) => {
    const model = modelOf(name);
    return rankWeight(ranking.indexOf(model)) * (name === model ? 1 : variantShare);
  });
  const sum = weights.reduce((a, b) => a + b, 0);
  return weights.map((weight) => weight / sum);
}

function rankWeight(rank: number): number {
  if (rank < 0) return 0;
  if (rank === 0) return 4.6;
  if (rank === 1) return 4.28;
  return 3.6 * Math.exp(-0.0366 * (rank - 2));
}
