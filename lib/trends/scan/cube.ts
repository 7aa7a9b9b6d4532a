/** The cube of counts: by product, event and hour, and by city. */
import { CellCounts } from "./cell_counts.ts";
import { addTables, putCells, tableOf } from "./hour_table.ts";
import {
  cellsPerProduct,
  type LogCube,
  mostCounts,
  tooManyCounts,
  unknownCity,
} from "./log_counts.ts";
import { cityOf, namesOf, type UserCities } from "./user_cities.ts";

/** What a cube is to hold beside the total. */
export interface CubeShape {
  /** The keys of the known products. */
  readonly products: readonly string[];
  /** Whether to tell the hours apart. */
  readonly byHour?: boolean;
  /** The city of each user, by the user's key in the log; absent: cities are not told apart. */
  readonly cities?: UserCities;
}

/** Counts events one by one. */
export class CubeBuilder {
  readonly #shape: CubeShape;
  readonly #total: Float64Array;
  readonly #byHour = new Map<number, CellCounts>();
  /** How many cells occurred in all hours together. */
  #counts = 0;
  readonly #cities: readonly string[];
  readonly #cityIndex: ReadonlyMap<string, number>;
  readonly #byCity: Float64Array;

  constructor(shape: CubeShape) {
    this.#shape = shape;
    this.#total = new Float64Array(shape.products.length * cellsPerProduct);
    this.#cities = namesOf(shape.cities);
    this.#cityIndex = new Map(this.#cities.map((city, index) => [city, index]));
    this.#byCity = new Float64Array(shape.cities ? this.#cities.length * cellsPerProduct : 0);
  }

  /**
   * Counts one event.
   *
   * @param product the product's place among the products
   * @param event the event's place among `eventTypes`
   * @param hour hours since 1970
   * @param user gives the user's key; asked only if cities are told apart
   * @throws {SyntaxError} if there are more than {@link mostCounts}
   */
  add(product: number, event: number, hour: number, user: () => string): void {
    const cell = product * cellsPerProduct + event;
    increment(this.#total, cell);
    if (this.#shape.byHour) {
      let counts = this.#byHour.get(hour);
      if (!counts) this.#byHour.set(hour, counts = new CellCounts(this.#total.length));
      if (counts.add(cell) && ++this.#counts > mostCounts) throw new SyntaxError(tooManyCounts);
    }
    if (this.#shape.cities) {
      const city = cityOf(this.#shape.cities, user()) ?? unknownCity;
      increment(this.#byCity, (this.#cityIndex.get(city) ?? 0) * cellsPerProduct + event);
    }
  }

  /** What was counted so far. */
  cube(): LogCube {
    const { products, byHour, cities } = this.#shape;
    const size = this.#byHour.values().reduce((sum, counts) => sum + counts.size, 0);
    const none = { cells: new Uint32Array(), counts: new Float64Array() };
    return {
      products,
      total: this.#total,
      ...(byHour && {
        byHour: tableOf(
          this.#byHour.keys(),
          size,
          (hour, table, from) => putCells(this.#byHour.get(hour)?.counted() ?? none, table, from),
        ),
      }),
      ...(cities && { byCity: { cities: this.#cities, cells: this.#byCity } }),
    };
  }
}

/**
 * The sum of cubes of one shape.
 *
 * @throws {RangeError} if there is none, or if they are of different products or cities
 */
export function addCubes(cubes: readonly LogCube[]): LogCube {
  const [first, ...others] = cubes;
  if (!first) throw new RangeError("Cannot add cubes: there is none");
  for (const { products, byCity } of others) {
    if (!same(products, first.products) || !same(byCity?.cities, first.byCity?.cities)) {
      throw new RangeError("Cannot add cubes of different products or cities");
    }
  }
  const { products, byHour, byCity } = first;
  return {
    products,
    total: sum(cubes.map(({ total }) => total)),
    ...(byHour && { byHour: addTables(cubes.flatMap((cube) => cube.byHour ?? [])) }),
    ...(byCity && {
      byCity: {
        cities: byCity.cities,
        cells: sum(cubes.flatMap(({ byCity }) => byCity ? [byCity.cells] : [])),
      },
    }),
  };
}

function sum(arrays: readonly Float64Array[]): Float64Array {
  const [first = new Float64Array(), ...others] = arrays;
  const total = first.slice();
  for (const array of others) {
    for (let i = 0; i < total.length; i++) {
      total[i] = (total[i] as number) + (array[i] as number);
    }
  }
  return total;
}

function same(a: readonly string[] = [], b: readonly string[] = []): boolean {
  return a === b || (a.length === b.length && a.every((value, index) => value === b[index]));
}

function increment(counts: Float64Array, index: number): void {
  counts[index] = (counts[index] as number) + 1;
}
