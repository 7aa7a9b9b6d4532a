import { assert, assertEquals } from "@std/assert";
import { catalogue } from "../../../lib/simulate/catalogue/catalogue.ts";
import { companions } from "../../../lib/simulate/orders/companions.ts";

const products = catalogue(100);
const all = companions(products);
const companionsOf = (name: string) =>
  (all[products.findIndex((product) => product.name === name)] ?? [])
    .map(({ product }) => products[product]?.name);

Deno.test("companions() gives a phone its own case and the charger of its brand", () => {
  assertEquals(companionsOf("iPhone 15"), ["Silicone Case for iPhone 15", "Apple 20W Charger"]);
  assertEquals(companionsOf("Samsung S24"), ["Rugged Case for Samsung S24", "Samsung 25W Charger"]);
});

Deno.test("companions() gives a variant the companions of its model", () => {
  const variant = products.find(({ name }) => name.startsWith("iPhone 15 ("));
  assert(variant);
  assertEquals(companionsOf(variant.name), companionsOf("iPhone 15"));
});

Deno.test("companions() gives a console headphones, a camera its bag, and a case nothing", () => {
  assertEquals(companionsOf("PlayStation 5"), ["Sony Pulse 3D"]);
  assertEquals(companionsOf("Canon EOS R50"), ["Shoulder Bag for Canon EOS R50"]);
  assertEquals(companionsOf("Silicone Case for iPhone 15"), []);
});

Deno.test("companions() names no product that the catalogue does not have", () => {
  for (const list of companions(catalogue(50))) {
    for (const { product, probability } of list) {
      assert(product < 50);
      assert(probability > 0 && probability < 1);
    }
  }
});
