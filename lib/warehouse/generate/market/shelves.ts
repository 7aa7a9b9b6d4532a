/** What is to be sold, laid out so that what goes together lies together. */
import type { Random } from "../../../base/random.ts";
import type { Products } from "./catalogue.ts";
import { apportion, shuffled } from "./quotas.ts";
import { Wheel } from "./wheel.ts";

/** Products of one shelf are bought together. */
const shelf = 12;

/** What is to be sold, on shelves of products that go together. */
export class Shelves {
  readonly #slots: Uint32Array;
  readonly #shelfOf: Uint32Array;
  readonly #from: number[] = [];
  readonly #to: number[] = [];
  /** Pairs that are often bought together, those that sell best first. */
  readonly #bundles: (readonly [at: number, one: number, other: number])[] = [];
  readonly #wheel: Wheel;

  constructor(products: Products, total: number, draw: Random) {
    const { count, byCategory } = products;
    const quotas = popularity(count, total, draw);
    this.#slots = new Uint32Array(total);
    this.#shelfOf = new Uint32Array(total);
    let at = 0;
    for (let first = 0; first < count; first += shelf) {
      this.#from.push(at);
      for (const product of byCategory.subarray(first, first + shelf)) {
        this.#slots.fill(product, at, at += quotas[product] ?? 0);
      }
      const last = this.#from.at(-1) ?? 0;
      this.#shelfOf.fill(this.#to.length, last, at);
      draw.shuffle(this.#slots.subarray(last, at));
      const [one, other] = [...byCategory.subarray(first, first + shelf)]
        .sort((a, b) => (quotas[b] ?? 0) - (quotas[a] ?? 0));
      if (one !== undefined && other !== undefined) {
        this.#bundles.push([this.#to.length, one, other]);
      }
      this.#to.push(at);
    }
    const sells = ([, , other]: readonly number[]) => quotas[other ?? 0] ?? 0;
    this.#bundles.sort((a, b) => sells(b) - sells(a)).splice(Math.ceil(count / 160));
    this.#wheel = new Wheel(this.#bundles.map((_, rank) => 1 / Math.sqrt(rank + 1)));
  }

  /** A shelf that is not empty, by what it holds. */
  any(draw: Random): number {
    for (;;) {
      const at = this.#shelfOf[draw.int(this.#slots.length)] ?? 0;
      if (this.#left(at) > 0) return at;
    }
  }

  /** The shelf itself with a probability, else one beside it, else any. */
  like(at: number, same: number, draw: Random): number {
    if (at < 0) return this.any(draw);
    const step = draw.chance(same) ? 0 : draw.chance(0.4) ? 1 + draw.int(4) : NaN;
    return this.#left(at + step) > 0 ? at + step : this.any(draw);
  }

  /** Takes two products that are often bought together, if both are there. */
  bundle(draw: Random): [number, number] | null {
    const [at, one, other] = this.#bundles[this.#wheel.turn(draw)] ?? [0, 0, 0];
    const left = this.#slots.subarray(this.#from[at], this.#to[at]);
    if (one === other || !left.includes(one) || !left.includes(other)) return null;
    for (const product of [one, other]) {
      // The place of what is taken is filled by the last.
      const place = left.indexOf(product);
      left[place] = this.take(at);
    }
    return [one, other];
  }

  /** Takes a product. */
  take(at: number): number {
    const last = (this.#to[at] ?? 1) - 1;
    this.#to[at] = last;
    return this.#slots[last] ?? 0;
  }

  /** What nobody has taken. */
  rest(): Uint32Array {
    return Uint32Array.from(
      this.#from.flatMap((from, at) => [...this.#slots.subarray(from, this.#to[at])]),
    );
  }

  #left(at: number): number {
    return (this.#to[at] ?? 0) - (this.#from[at] ?? 0);
  }
}

/** How often each product is bought: once at least, half of them just once, a few hundreds of times. */
function popularity(count: number, total: number, draw: Random): Uint32Array {
  const once = Math.min(1, Math.floor(total / count));
  const liked = Math.ceil(count * 0.45);
  const more = apportion(
    total - once * count,
    Array.from({ length: liked }, (_, rank) => (rank + 2) ** -0.6),
  );
  const result = new Uint32Array(count).fill(once);
  shuffled(count, draw).subarray(0, liked).forEach((product, rank) => {
    result[product] = once + (more[rank] ?? 0);
  });
  return result;
}
