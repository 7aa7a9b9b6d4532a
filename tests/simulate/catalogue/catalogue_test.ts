import { assert, assertEquals, assertThrows } from "@std/assert";
import { categories, product as schema } from "../../../lib/documents.ts";
import { catalogue, catalogueLimits } from "../../../lib/simulate/catalogue/catalogue.ts";

const names = (count: number) => catalogue(count).map(({ name }) => name);

Deno.test("catalogue(count) lists valid products with unique names, numbered from prod_001", () => {
  for (const count of [catalogueLimits.min, 64, 65, 300, catalogueLimits.max]) {
    const products = catalogue(count);
    assertEquals(products.length, count);
    assertEquals(new Set(names(count)).size, count);
    for (const [i, product] of products.entries()) {
      schema.parse(product);
      assertEquals(Number(product._id.slice("prod_".length)), i + 1);
    }
  }
});

Deno.test("catalogue(count) always has the products that the assignment names, and every category", () => {
  for (const count of [catalogueLimits.min, 64, 100]) {
    for (const name of ["iPhone 15", "PlayStation 5", "Samsung S24", "Unknown Phone"]) {
      assert(names(count).includes(name), `${name} is missing among ${count}`);
    }
    const present = new Set(catalogue(count).map(({ category }) => category));
    assertEquals(categories.filter((category) => !present.has(category)), []);
  }
});

Deno.test("catalogue(64) has a case for the phones that sell well", () => {
  const fits = catalogue(64).flatMap(({ specs }) => "fits" in specs ? [specs.fits] : []);
  for (
    const phone of ["iPhone 15", "Samsung S24", "Samsung Galaxy A15", "Xiaomi Redmi Note 13 Pro"]
  ) {
    assert(fits.includes(phone), `${phone} has no case`);
  }
  assertEquals(fits.filter((name) => !names(64).includes(name)), []);
});

Deno.test("catalogue(count) leaves out the least viewed products when it lists fewer", () => {
  const few = new Set(names(50));
  assertEquals(names(64).filter((name) => few.has(name)).length, 50);
  assert(!few.has("Condor Allure M3"));
});

Deno.test("catalogue(count) refuses a count out of its limits", () => {
  for (const count of [49, 0, -1, 60.5, NaN, catalogueLimits.max + 1]) {
    assertThrows(() => catalogue(count), RangeError, `Cannot list ${count} products`);
  }
});
