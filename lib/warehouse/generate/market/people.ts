/** Who places each order, and where they live. */
import type { Random } from "../../../base/random.ts";
import { somewhere } from "./places.ts";
import { apportion, labels, shuffled } from "./quotas.ts";
import { ordersOfPeople, splitPurchases } from "./shape.ts";
import type { Size } from "./size.ts";
import { states } from "./states.ts";

/** Of each order, by its number: who placed it, and their address. */
export interface People {
  /** How many people there are; they are numbered from 0, those who came back first. */
  readonly count: number;
  readonly cameBack: number;
  readonly person: Uint32Array;
  readonly state: Uint8Array;
  readonly city: Uint16Array;
  readonly zip: Uint32Array;
  /** Orders of one split purchase share a number from 1 on; others have 0. */
  readonly split: Uint32Array;
  readonly splits: number;
}

/** Two-timers who moved between their orders, in the real set about so many. */
const movers = 37;

/** Shares the orders out to people. */
export function makePeople(size: Size, draw: Random): People {
  const { orders } = size;
  const again = ordersOfPeople.map((count, i) => i === 0 ? 0 : size.of(count));
  const cameBack = again.reduce((a, b) => a + b, 0);
  const count = cameBack + orders - again.reduce((sum, people, i) => sum + people * (i + 1), 0);

  const people: People = {
    count,
    cameBack,
    person: new Uint32Array(orders),
    state: new Uint8Array(orders),
    city: new Uint16Array(orders),
    zip: new Uint32Array(orders),
    split: new Uint32Array(orders),
    splits: 0,
  };
  const numbers = shuffled(orders, draw);
  const left = apportion(orders, states.map((state) => state.customers));
  const alone: number[] = [];
  let next = 0, person = 0, splits = 0;
  again.forEach((howMany, i) => {
    const visits = i + 1;
    const moving = visits === 2 ? size.of(movers) : 0;
    const split = visits === 2
      ? size.of(splitPurchases.ofTwo)
      : visits === 3
      ? size.of(splitPurchases.ofThree)
      : 0;
    const homes = labels(apportion(howMany - moving, states.map((s) => s.customers)), draw);
    for (let j = 0; j < howMany; j++, person++) {
      const own = numbers.subarray(next, next += visits);
      for (const order of own) people.person[order] = person;
      if (j >= homes.length) {
        alone.push(...own);
        continue;
      }
      if (j < split) {
        splits++;
        for (const order of own) people.split[order] = splits;
      }
      const state = homes[j] ?? 0;
      left[state] = (left[state] ?? 0) - visits;
      const home = somewhere(state, draw);
      for (const order of own) live(people, order, state, draw.chance(0.93) ? home : null, draw);
    }
  });
  for (; next < orders; next++, person++) {
    const order = numbers[next] ?? 0;
    people.person[order] = person;
    alone.push(order);
  }
  const homes = labels(withoutDebts(left), draw);
  alone.forEach((order, i) => live(people, order, homes[i] ?? 0, null, draw));
  return { ...people, splits };
}

function live(
  people: People,
  order: number,
  state: number,
  home: { city: number; zip: number } | null,
  draw: Random,
) {
  const { city, zip } = home ?? somewhere(state, draw);
  people.state[order] = state;
  people.city[order] = city;
  people.zip[order] = zip;
}

/** Counts below 0, which a small set may give, are taken from the greatest. */
function withoutDebts(counts: readonly number[]): number[] {
  const result = [...counts];
  result.forEach((count, i) => {
    if (count >= 0) return;
    result[i] = 0;
    for (let debt = -count; debt > 0; debt--) {
      const greatest = result.indexOf(Math.max(...result));
      result[greatest] = (result[greatest] ?? 0) - 1;
    }
  });
  return result;
}
