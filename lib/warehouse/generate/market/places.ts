/** Cities and zip prefixes: who lives where. */
import type { Random } from "../../../base/random.ts";
import { type State, states } from "./states.ts";
import { Wheel } from "./wheel.ts";

/** A city: its name and its zip prefixes. */
export interface City {
  readonly name: string;
  readonly zips: readonly [number, number];
}

const saints = "santa rita, sao joao, santo antonio, sao jose, bom jesus, santana, sao sebastiao, \
nova, monte, barra, lagoa, campo, ribeirao, serra, vila, sao pedro, santa cruz, sao miguel, \
conceicao, agua".split(", ");
const sides = "da boa vista, do sul, dos campos, do norte, da serra, das palmeiras, do rio claro, \
alegre, da mata, grande, das pedras, do oeste, da gloria, bonito, das flores, do passa quatro, \
do jacui, azul, verde, da prata".split(", ");

/** The cities of each state, and which of them people live in. */
export const places = states.map((state, number) => {
  const names = [...state.cities, ...(state.code === "DF" ? [] : towns(state, number))];
  // More than a third live in the capital, the others by rank.
  const others = names.slice(1).map((_, rank) => 1 / (rank + 4));
  const weights = [0.6 * others.reduce((a, b) => a + b, 0) || 1, ...others];
  const sum = weights.reduce((a, b) => a + b, 0);
  const [first, last] = state.zips;
  let from = first;
  const cities = names.map((name, rank): City => {
    const share = Math.floor((weights[rank] ?? 0) / sum * (last - first + 1));
    const zips = [from, Math.min(last, Math.max(from, from + share - 1))] as const;
    from = Math.min(last, zips[1] + 1);
    return { name, zips };
  });
  return { cities, wheel: new Wheel(weights) };
});

/** Small towns, named as many are in Brazil; a state has its own. */
function towns(state: State, number: number): string[] {
  const count = Math.ceil(state.customers ** 0.5 / 1.2);
  return Array.from({ length: count }, (_, i) => {
    const name = (number * 83 + i * 7) % (saints.length * sides.length);
    return `${saints[name % saints.length]} ${sides[Math.floor(name / saints.length)]}`;
  });
}

/** Somewhere in a state: the number of its city, and a zip prefix there. */
export function somewhere(state: number, draw: Random): { city: number; zip: number } {
  const place = places[state];
  const city = place?.wheel.turn(draw) ?? 0;
  const [first, last] = place?.cities[city]?.zips ?? [1000, 1000];
  // The inner prefixes are crowded; of five one is in use.
  const zip = first + Math.floor((last - first + 1) * draw.next() ** 1.7);
  const used = zip - zip % 5 + (Math.imul(zip - zip % 5, 0x9e3779b1) >>> 29) % 5;
  return { city, zip: Math.max(first, Math.min(last, used)) };
}
