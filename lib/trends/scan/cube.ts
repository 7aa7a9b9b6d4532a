/** The cube of counts: by product, event, hour and city. */
import { cellsPerProduct, type LogCube, unknownCity } from "./log_counts.ts";

/** What a cube is to hold beside the total. */
export interface CubeShape {
  /** The keys of the known products. */
  readonly products: readonly string[];
  /** Whether to tell the hours apart. */
  readonly byHour?: boolean;
  /** The city of each user, by the user's key in the log; absent: cities are not told apart. */
  readonly cities?: ReadonlyMap<string, string>;
}

/** The cities of a cube, each once, the unknown one last. */
export function citiesOf({ cities }: CubeShape): string[] {
  const known = new Set(cities?.values());
  known.delete(unknownCity);
  return [...known, unknownCity];
}

/** Counts events one by one. */
export class CubeBuilder {
  readonly #shape: CubeShape;
  readonly #cells: number;
  readonly #total: Float64Array;
  readonly #byHour = new Map<number, Float64Array>();
  readonly #cities: readonly string[];
  readonly #cityIndex: ReadonlyMap<string, number>;
  readonly #byCity: Float64Array;

  constructor(shape: CubeShape) {
    this.#shape = shape;
    this.#cells = shape.products.length * cellsPerProduct;
    this.#total = new Float64Array(this.#cells);
    this.#cities = citiesOf(shape);
    this.#cityIndex = new Map(this.#cities.map((city, index) => [city, index]));
    this.#byCity = new Float64Array(shape.cities ? this.#cities.length * this.#cells : 0);
  }

  /**
   * Counts one event.
   *
   * @param product the product's place among the products
   * @param event the event's place among `eventTypes`
   * @param hour hours since 1970
   * @param user gives the user's key; asked only if cities are told apart
   */
  add(product: number, event: number, hour: number, user: () => string): void {
    const cell = product * cellsPerProduct + event;
    increment(this.#total, cell);
    if (this.#shape.byHour) {
      let cells = this.#byHour.get(hour);
      if (!cells) this.#byHour.set(hour, cells = new Float64Array(this.#cells));
      increment(cells, cell);
    }
    if (this.#shape.cities) {
      const city = this.#shape.cities.get(user()) ?? unknownCity;
      increment(this.#byCity, (this.#cityIndex.get(city) ?? 0) * this.#cells + cell);
    }
  }

  /** What was counted so far. */
  cube(): LogCube {
    const { products, byHour, cities } = this.#shape;
    return {
      products,
      total: this.#total,
      ...(byHour && { byHour: tableOf(this.#byHour, this.#cells) }),
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
  const cells = products.length * cellsPerProduct;
  return {
    products,
    total: sum(cubes.map(({ total }) => total)),
    ...(byHour && { byHour: sumByHour(cubes.flatMap((cube) => cube.byHour ?? []), cells) }),
    ...(byCity && {
      byCity: {
        cities: byCity.cities,
        cells: sum(cubes.flatMap(({ byCity }) => byCity ? [byCity.cells] : [])),
      },
    }),
  };
}

type HourTable = NonNullable<LogCube["byHour"]>;

function sumByHour(tables: readonly HourTable[], cells: number): HourTable {
  const [first, ...others] = tables;
  if (first && others.every(({ hours }) => hours.length === 0)) return first;
  const byHour = new Map<number, Float64Array>();
  for (const table of tables) {
    for (const [block, hour] of table.hours.entries()) {
      const counts = table.cells.subarray(block * cells, (block + 1) * cells);
      const known = byHour.get(hour);
      byHour.set(hour, known ? sum([known, counts]) : counts);
    }
  }
  return tableOf(byHour, cells);
}

/** A table of the hours in their order. */
function tableOf(byHour: ReadonlyMap<number, Float64Array>, cells: number): HourTable {
  const hours = Int32Array.from(byHour.keys()).sort();
  const table = new Float64Array(hours.length * cells);
  for (const [block, hour] of hours.entries()) {
    table.set(byHour.get(hour) ?? [], block * cells);
  }
  return { hours, cells: table };
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
