import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import { catalogue } from "../../../lib/simulate/catalogue/catalogue.ts";
import { profiles } from "../../../lib/simulate/people/profiles.ts";
import { random } from "../../../lib/base/random.ts";
import { simulate } from "../../../lib/simulate/simulate.ts";
import { affinity, tastes } from "../../../lib/simulate/people/tastes.ts";

const products = catalogue(64);

Deno.test("tastes have shares that add up to 1 and favourites that exist", () => {
  assertAlmostEquals(tastes.reduce((sum, { share }) => sum + share, 0), 1);
  const names = new Set(products.map(({ name }) => name));
  for (const { name, favourites } of tastes) {
    assertEquals(favourites.filter((favourite) => !names.has(favourite)), [], name);
    assert(favourites.length >= 6 && favourites.length <= 10, name);
  }
});

Deno.test("affinity() draws users to favourites at least 20 times as strongly as to the rest", () => {
  for (const [t, row] of affinity(products).entries()) {
    const favourites = products.flatMap(({ name }, p) =>
      tastes[t]?.favourites.includes(name) ? [p] : []
    );
    const least = Math.min(...favourites.map((p) => row[p] ?? 0));
    const rest = row.filter((_, p) => !favourites.includes(p));
    assert(least >= 20 * Math.max(...rest));
  }
});

Deno.test("tastes decide what users view and buy: each buys its favourites at least 3 times as often", () => {
  const store = simulate();
  const { taste } = profiles(store.users.length, random(store.seed, "profiles"));
  const { user, product, firstLine, count } = store.orderTable;
  const bought = tastes.map(() => new Float64Array(products.length));
  for (let order = 0; order < count; order++) {
    const row = bought[taste[user[order] ?? 0] ?? 0];
    for (let line = firstLine[order] ?? 0; row && line < (firstLine[order + 1] ?? 0); line++) {
      const p = product[line] ?? 0;
      row[p] = (row[p] ?? 0) + 1;
    }
  }
  assertLifts(bought, 3);

  const viewed = tastes.map(() => new Float64Array(products.length));
  for (const { length, user, action } of store.events()) {
    for (let i = 0; i < length; i++) {
      const p = Math.floor((action[i] ?? 0) / 3);
      const row = viewed[taste[user[i] ?? 0] ?? 0];
      if (row) row[p] = (row[p] ?? 0) + 1;
    }
  }
  assertLifts(viewed, 3);
});

/** Asserts that each taste gives its favourites `lift` times the share that all users give them. */
function assertLifts(byTaste: Float64Array[], lift: number): void {
  const shareOfFavourites = (rows: Float64Array[], favourites: readonly string[]) => {
    const sum = (isCounted: (p: number) => boolean) =>
      rows.reduce((all, row) => all + row.reduce((s, n, p) => isCounted(p) ? s + n : s, 0), 0);
    return sum((p) => favourites.includes(products[p]?.name ?? "")) / sum(() => true);
  };
  for (const [t, { name, favourites }] of tastes.entries()) {
    const own = shareOfFavourites(byTaste.slice(t, t + 1), favourites);
    const everyone = shareOfFavourites(byTaste, favourites);
    assert(own > lift * everyone, `${name}: ${own.toFixed(3)} against ${everyone.toFixed(3)}`);
  }
}
