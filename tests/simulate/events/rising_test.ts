import { assert, assertEquals } from "@std/assert";
import { random } from "../../../lib/base/random.ts";
import { catalogue } from "../../../lib/simulate/catalogue/catalogue.ts";
import { popularity } from "../../../lib/simulate/catalogue/popularity.ts";
import { profiles } from "../../../lib/simulate/people/profiles.ts";
import { maxRising, risingHours, risingProducts } from "../../../lib/simulate/events/rising.ts";
import { simulate, type SimulatedStore } from "../../../lib/simulate/simulate.ts";
import { tastes } from "../../../lib/simulate/people/tastes.ts";
import { eventsOf } from "./events_of.ts";

const seeds = Array.from({ length: 10 }, (_, i) => i + 1);
const halfLifeHours = 6;
const riseStart = ({ window }: SimulatedStore) => (window.hours - risingHours) * 3600;

/** How hot each product is at the log's end, the slow way: its views of late against its own past. */
function heat(store: SimulatedStore) {
  const byProduct = store.products.map(() => ({ past: 0, weighted: 0, late: 0 }));
  let past = 0;
  let weighted = 0;
  let squares = 0;
  for (const { second, product, type } of eventsOf(store)) {
    const row = byProduct[product];
    if (type !== 0 || !row) continue;
    const ageHours = store.window.hours - second / 3600;
    const weight = 2 ** (-ageHours / halfLifeHours);
    row.weighted += weight;
    weighted += weight;
    squares += weight ** 2;
    if (ageHours <= risingHours) {
      row.late++;
    } else {
      row.past++;
      past++;
    }
  }
  return byProduct.map((row, p) => {
    const share = row.past / past;
    const z = share > 0 ? (row.weighted - share * weighted) / Math.sqrt(share * squares) : 0;
    return { product: store.products[p], share, late: row.late, z };
  });
}

/** The views of each product since the rise began. */
function lateViews(store: SimulatedStore): number[] {
  const counts = store.products.map(() => 0);
  for (const { second, product, type } of eventsOf(store)) {
    if (type === 0 && second >= riseStart(store)) counts[product] = (counts[product] ?? 0) + 1;
  }
  return counts;
}

Deno.test("risingProducts() chooses from the middle of the curve, each of its own category", () => {
  for (const products of [50, 64, 1_000].map(catalogue)) {
    const shares = popularity(products);
    const descending = shares.toSorted().reverse();
    for (const seed of seeds) {
      const rising = risingProducts(products, maxRising, seed);
      assertEquals(new Set(rising.map(({ category }) => category)).size, maxRising);
      for (const product of rising) {
        const rank = descending.indexOf(shares[products.indexOf(product)] ?? NaN);
        assert(rank >= 10 && rank < 49, `${product.name} has rank ${rank}`);
        assert(!["case", "charger"].includes(product.category), product.name);
      }
    }
  }
});

Deno.test("risingProducts() adds one after the other, and others for another seed", () => {
  const products = catalogue(64);
  const all = risingProducts(products, maxRising, 7);
  for (let count = 0; count <= maxRising; count++) {
    assertEquals(risingProducts(products, count, 7), all.slice(0, count));
  }
  const firsts = new Set(seeds.flatMap((seed) => risingProducts(products, 1, seed)));
  assert(firsts.size >= 5, `${firsts.size} different ones for ${seeds.length} seeds`);
});

Deno.test("rising products are hot at the log's end, for any seed, and nothing else is", () => {
  for (const seed of seeds) {
    const store = simulate({ seed });
    assertEquals(store.rising.length, 2);
    for (const { product, share, late, z } of heat(store)) {
      const shown = `seed ${seed}, ${product?.name}: ${late} views of late, ${z} deviations`;
      if (product && store.rising.includes(product)) {
        assert(z > 5 && late >= 10 && 130 * share < 3, shown);
      } else assert(z < 3.5, shown);
    }
  }
});

Deno.test("nothing is hot when nothing rises, in a small log and in a large one", () => {
  const stores = [
    ...seeds.map((seed) => simulate({ seed, rising: 0 })),
    simulate({ users: 2_000, orders: 4_000, events: 500_000, rising: 0 }),
  ];
  for (const store of stores) {
    assertEquals(store.rising, []);
    for (const { product, z } of heat(store)) {
      assert(z < 3.5, `seed ${store.seed}, ${product?.name}: ${z} deviations`);
    }
  }
});

Deno.test("a rise changes nothing but the product and the user of late views without a cart", () => {
  const calm = simulate({ rising: 0 });
  const expected = eventsOf(calm);
  for (const count of [1, maxRising]) {
    const store = simulate({ rising: count });
    const events = eventsOf(store);
    assertEquals(events.length, expected.length);
    let changed = 0;
    for (const [i, event] of events.entries()) {
      const before = expected[i];
      assertEquals([event.second, event.type], [before?.second, before?.type]);
      if (event.product === before?.product && event.user === before.user) continue;
      changed++;
      assertEquals(event.type, 0);
      assert(event.second >= riseStart(store), `second ${event.second}`);
      assert(store.rising.some((product) => product === store.products[event.product]));
    }
    assert(changed > 0 && changed < 0.005 * events.length, `${changed} changed`);
    assertEquals([...store.orders()], [...calm.orders()]);
    assertEquals(store.users, calm.users);
  }
});

Deno.test("a rise leaves views that lead to a cart alone, so that none is orphaned", () => {
  const store = simulate({ rising: maxRising });
  const open = new Map<string, number>();
  for (const { user, product, type } of eventsOf(store)) {
    if (type > 1) continue;
    const key = `${user} ${product}`;
    const views = (open.get(key) ?? 0) + (type === 0 ? 1 : -1);
    assert(views >= 0, `user ${user} puts product ${product} into the cart without a view`);
    open.set(key, views);
  }
});

const large = { events: 1_000_000 };

Deno.test("a rise grows to the end, alike for each rising product", () => {
  const store = simulate({ ...large, rising: 3 });
  const blocks = 4;
  const rising = store.rising.map((product) => store.products.indexOf(product));
  const views = rising.map(() => new Array<number>(blocks).fill(0));
  const all = new Array<number>(blocks).fill(0);
  for (const { second, product, type } of eventsOf(store)) {
    const block = Math.floor((second - riseStart(store)) / (risingHours * 3600 / blocks));
    if (type !== 0 || block < 0) continue;
    all[block] = (all[block] ?? 0) + 1;
    const counts = views[rising.indexOf(product)];
    if (counts) counts[block] = (counts[block] ?? 0) + 1;
  }
  const shares = views.map((counts) => counts.map((n, block) => n / (all[block] ?? NaN)));
  for (const [first = 0, ...later] of shares) {
    assertEquals(later, later.toSorted((a, b) => a - b));
    assert(first < (later.at(0) ?? 0) && (later.at(-1) ?? 0) > 0.15, `${[first, ...later]}`);
  }
  const inTheEnd = shares.map((counts) => counts.at(-1) ?? NaN);
  assert(Math.max(...inTheEnd) < 1.1 * Math.min(...inTheEnd), `${inTheEnd}`);
});

Deno.test("a rise takes its views from all other products in proportion", () => {
  const store = simulate({ ...large, rising: 2 });
  const [before, after] = [lateViews(simulate({ ...large, rising: 0 })), lateViews(store)];
  const kept = before.flatMap((views, p) => {
    const product = store.products[p];
    return views > 0 && product && !store.rising.includes(product) ? [(after[p] ?? 0) / views] : [];
  });
  const mean = kept.reduce((a, b) => a + b) / kept.length;
  assert(mean > 0.5 && mean < 0.8, `${mean} is kept`);
  for (const share of kept) assert(Math.abs(share - mean) < 0.1, `${share}, others ${mean}`);
});

Deno.test("a rising product is viewed by those whose taste it is, as before the rise", () => {
  const store = simulate({ ...large, rising: maxRising });
  const { taste } = profiles(store.users.length, random(store.seed, "profiles"));
  const allViews = eventsOf(store).filter(({ type }) => type === 0);
  for (const rising of store.rising) {
    const viewsOfIt = allViews.filter(({ product }) => store.products[product] === rising);
    const byTaste = [false, true].map((late) => {
      const views = viewsOfIt.filter(({ second }) => second >= riseStart(store) === late);
      const counts = tastes.map((_, t) => views.filter(({ user }) => taste[user] === t).length);
      return counts.map((n) => n / views.length);
    });
    for (const [t, { name }] of tastes.entries()) {
      const [before = NaN, late = NaN] = byTaste.map((shares) => shares[t] ?? NaN);
      assert(Math.abs(late - before) < 0.06, `${rising.name}, ${name}: ${before}, then ${late}`);
    }
  }
});

Deno.test("nothing rises where every view leads to a cart", () => {
  const { lineCount } = simulate().orderTable;
  assertEquals(simulate({ events: 3 * lineCount }).rising, []);
});
