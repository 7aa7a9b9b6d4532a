/** The data of `bench als`: a store with a long tail and planted tastes, split in two at random. */
import { join } from "node:path";
import { random } from "../../lib/base/random.ts";
import type { Interactions } from "../../lib/recommend/engine/mod.ts";

/** The size of a data set. */
export interface Size {
  readonly name: string;
  readonly users: number;
  readonly items: number;
  /** Interactions to train on; a quarter as many again are held out, which makes 20 % of all. */
  readonly interactions: number;
}

/** The data sets of the benchmark. */
export const sizes = {
  big: { name: "100k x 10k x 5M", users: 100_000, items: 10_000, interactions: 5_000_000 },
  small: { name: "943 x 1,682 x 100k", users: 943, items: 1682, interactions: 100_000 },
} as const satisfies Record<string, Size>;

/** Tastes; the share of purchases made out of taste; the bend of the items' long tail. */
const tastes = 40, outOfTaste = 0.6, tailBend = 0.8;

/** What is trained on, and what is held out, by the same rows and columns. */
export interface Split {
  readonly train: Interactions;
  readonly heldOut: Interactions;
}

/**
 * Draws users of different activity (lognormal) who buy items of different popularity (a power law), more
 * of the two tastes that each has. Every fifth interaction is held out. Ratings are 1 to 3.
 */
export function generateSplit({ users, items, interactions }: Size, seed: number): Split {
  const generator = random(seed, "bench als");
  const wanted = interactions * 1.25;
  const activity = Float64Array.from({ length: users }, () => Math.exp(generator.gaussian()));
  const total = activity.reduce((sum, value) => sum + value, 0);
  const order = Uint32Array.from({ length: items }, (_, item) => item);
  generator.shuffle(order);
  const all = sampler(Array.from(order));
  const byTaste = Array.from(
    { length: tastes },
    (_, taste) => sampler(Array.from(order).filter((_, place) => place % tastes === taste)),
  );
  const train = new Builder(users), heldOut = new Builder(users);
  const seen = new Int32Array(items).fill(-1);
  for (let user = 0; user < users; user++) {
    const count = Math.min(
      Math.max(Math.round((activity[user] as number) / total * wanted), 2),
      Math.floor(items / 3),
    );
    const own = [byTaste[generator.int(tastes)], byTaste[generator.int(tastes)]] as const;
    const chosen: number[] = [];
    for (let tries = 0; chosen.length < count && tries < 20 * count; tries++) {
      const draw = generator.chance(outOfTaste) ? own[generator.int(2)] ?? all : all;
      const item = draw(generator.next());
      if (seen[item] === user) continue;
      seen[item] = user;
      chosen.push(item);
    }
    for (const item of chosen.sort((a, b) => a - b)) {
      (generator.chance(0.2) ? heldOut : train).add(item, 1 + generator.int(3));
    }
    train.endRow();
    heldOut.endRow();
  }
  const itemNames = Array.from({ length: items }, (_, item) => `${item}`);
  return { train: train.build(itemNames), heldOut: heldOut.build(itemNames) };
}

/** Draws one of the items, the earlier the likelier, from a uniform number. */
function sampler(items: readonly number[]): (uniform: number) => number {
  const sums = new Float64Array(items.length);
  let total = 0;
  for (const place of items.keys()) sums[place] = total += (place + 5) ** -tailBend;
  return (uniform) => {
    let low = 0, high = items.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((sums[middle] as number) < uniform * total) low = middle + 1;
      else high = middle;
    }
    return items[low] as number;
  };
}

class Builder {
  readonly #indptr: Uint32Array;
  readonly #indices: number[] = [];
  readonly #values: number[] = [];
  #row = 0;

  constructor(readonly users: number) {
    this.#indptr = new Uint32Array(users + 1);
  }

  add(item: number, rating: number): void {
    this.#indices.push(item);
    this.#values.push(rating);
  }

  endRow(): void {
    this.#indptr[++this.#row] = this.#indices.length;
  }

  build(items: readonly string[]): Interactions {
    return {
      users: Array.from({ length: this.users }, (_, user) => user),
      items,
      indptr: this.#indptr,
      indices: Uint32Array.from(this.#indices),
      values: Float32Array.from(this.#values),
    };
  }
}

/** Writes an array as raw little-endian numbers, which every engine can read. */
export async function writeRaw(folder: string, name: string, data: ArrayBufferView): Promise<void> {
  const bytes = new Uint8Array(data.byteLength);
  bytes.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
  await Deno.writeFile(join(folder, name), bytes);
}

/** The bytes of a raw file. */
export async function readRaw(folder: string, name: string): Promise<ArrayBuffer> {
  return (await Deno.readFile(join(folder, name))).buffer;
}
