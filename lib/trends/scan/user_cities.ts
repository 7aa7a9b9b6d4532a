/** The cities of users, by the users' keys in a log. */
import { unknownCity } from "./log_counts.ts";

/** The city of each user, by the user's key. */
export type UserCities = ReadonlyMap<string, string> | NumberedCities;

/** The cities of users whose keys are whole numbers, in as many bytes as there are numbers, twice. */
export interface NumberedCities {
  /** The cities, each once; the first is the one of users that are not known. */
  readonly cities: readonly string[];
  /** By number, the place of the user's city. */
  readonly places: Uint16Array;
}

/** Numbers are less. */
const numberLimit = 10 ** 8;
/** So many numbers there may be for each user, and so many more. */
const spread = 8, spare = 2 ** 16;
const cityLimit = 2 ** 16;

/** The city of a user, or `undefined` if the user is not known. */
export function cityOf(users: UserCities, key: string): string | undefined {
  if (!isNumbered(users)) return users.get(key);
  const number = Number(key);
  return String(number) === key ? users.cities[users.places[number] ?? 0] : undefined;
}

/** The cities that users have, each once, the unknown one last. */
export function namesOf(users: UserCities | undefined): string[] {
  const names = new Set(users && isNumbered(users) ? users.cities : users?.values());
  names.delete(unknownCity);
  return [...names, unknownCity];
}

export function isNumbered(users: UserCities): users is NumberedCities {
  return "places" in users;
}

/** The cities of users by number, if the keys allow it: see {@link CityNumbers}. */
export function numberedCities(users: ReadonlyMap<string, string>): NumberedCities | undefined {
  const numbers = new CityNumbers();
  for (const [key, city] of users) {
    const number = Number(key);
    if (String(number) !== key || !numbers.add(number, city)) return undefined;
  }
  return numbers.finish();
}

/** Collects the cities of users by their numbers. */
export class CityNumbers {
  #places = new Uint16Array(1024);
  readonly #cities = new Map([[unknownCity, 0]]);
  #users = 0;
  #end = 0;

  /** Adds a user; `false` if the number is none from 0 to 99,999,999, or if there are too many cities. */
  add(number: number, city: string): boolean {
    if (!(Number.isInteger(number) && number >= 0 && number < numberLimit)) return false;
    let place = this.#cities.get(city);
    if (place === undefined) this.#cities.set(city, place = this.#cities.size);
    if (number >= this.#places.length) {
      const places = new Uint16Array(Math.max(2 * this.#places.length, number + 1));
      places.set(this.#places.subarray(0, this.#end));
      this.#places = places;
    }
    this.#places[number] = place;
    this.#end = Math.max(this.#end, number + 1);
    this.#users++;
    return this.#cities.size < cityLimit;
  }

  /** What was collected, the same in whatever order; `undefined` if the numbers lie far apart. */
  finish(): NumberedCities | undefined {
    if (this.#end > spread * this.#users + spare) return undefined;
    const [unknown = unknownCity, ...known] = this.#cities.keys();
    const cities = [unknown, ...known.sort()];
    const newPlaces = new Map(cities.map((city, place) => [city, place]));
    const moved = Uint16Array.from(this.#cities.keys(), (city) => newPlaces.get(city) ?? 0);
    return { cities, places: this.#places.slice(0, this.#end).map((old) => moved[old] ?? 0) };
  }
}
