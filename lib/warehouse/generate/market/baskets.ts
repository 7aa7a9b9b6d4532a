/** What is in each order: products by taste and in bundles, each product sold at least once. */
import type { Random } from "../../../base/random.ts";
import { oracle } from "../../oracle.ts";
import type { Products } from "./catalogue.ts";
import type { People } from "./people.ts";
import { apportion, labels, shuffled } from "./quotas.ts";
import { pairs } from "./shape.ts";
import { Shelves } from "./shelves.ts";
import type { Size } from "./size.ts";

/** The pairs of an order and a product; those of order `i` are `starts[i]` to `starts[i + 1] - 1`. */
export interface Baskets {
  readonly starts: Uint32Array;
  readonly order: Uint32Array;
  readonly product: Uint32Array;
  /** How many pieces, each a line. */
  readonly quantity: Uint8Array;
}

/** Fills the orders that have items. */
export function makeBaskets(
  { size, people, products, hasItems }: {
    size: Size;
    people: People;
    products: Products;
    hasItems: Uint8Array;
  },
  draw: Random,
): Baskets {
  const { orders } = size;
  const full = shuffled(orders, draw).filter((order) => hasItems[order]);
  const pieces = new Uint8Array(orders);
  const { numbers } = oracle.items;
  const sizes = labels(
    apportion(full.length, numbers.map((count, i) => count - (numbers[i + 1] ?? 0))),
    draw,
  );
  full.forEach((order, i) => pieces[order] = 1 + (sizes[i] ?? 0));

  // How many different products: a second one is rarer than a second piece.
  const kinds = Uint8Array.from(hasItems);
  const room = Uint32Array.from(
    [...full].flatMap((order) =>
      new Array<number>(Math.min(3, (pieces[order] ?? 0) - 1)).fill(order)
    ),
  );
  draw.shuffle(room);
  for (const order of room.subarray(0, size.of(pairs - oracle.items.numbers[0]))) {
    kinds[order] = (kinds[order] ?? 0) + 1;
  }

  const starts = new Uint32Array(orders + 1);
  for (let i = 0; i < orders; i++) starts[i + 1] = (starts[i] ?? 0) + (kinds[i] ?? 0);
  const total = starts[orders] ?? 0;
  const result: Baskets = {
    starts,
    order: new Uint32Array(total),
    product: new Uint32Array(total),
    quantity: new Uint8Array(total).fill(1),
  };
  for (let i = 0; i < orders; i++) {
    const from = starts[i] ?? 0, to = starts[i + 1] ?? 0;
    result.order.fill(i, from, to);
    for (let more = (pieces[i] ?? 0) - (to - from); more > 0; more--) {
      const pair = from + (draw.chance(0.85) ? 0 : draw.int(to - from));
      result.quantity[pair] = (result.quantity[pair] ?? 0) + 1;
    }
  }
  choose(result, people, new Shelves(products, total, draw), draw);
  return result;
}

/** Chooses the products: first of those with a taste or a bundle, then deals out what is left. */
function choose({ starts, product }: Baskets, people: People, shelves: Shelves, draw: Random) {
  const favourites = new Int32Array(people.cameBack).fill(-1);
  const orders = starts.length - 1;
  const plain: number[] = [];
  for (const order of shuffled(orders, draw)) {
    const from = starts[order] ?? 0, to = starts[order + 1] ?? 0;
    const person = people.person[order] ?? 0;
    const known = person < people.cameBack;
    if (to === from + 1 && !known) plain.push(from);
    if (to === from || (to === from + 1 && !known)) continue;
    if (to === from + 2 && draw.chance(0.45)) {
      const bundle = shelves.bundle(draw);
      if (bundle) {
        product.set(bundle, from);
        continue;
      }
    }
    let at = known ? shelves.like(favourites[person] ?? -1, 0.5, draw) : shelves.any(draw);
    if (known && favourites[person] === -1) favourites[person] = at;
    for (let pair = from; pair < to; pair++) {
      if (pair > from) at = shelves.like(at, 0.7, draw);
      product[pair] = shelves.take(at);
    }
  }
  const rest = shelves.rest();
  draw.shuffle(rest);
  plain.forEach((pair, i) => product[pair] = rest[i] ?? 0);
}
