import type { Random } from "../../../lib/base/random.ts";
import { hourTable } from "../scan/scans.ts";
import { hourlyFrame } from "../../../lib/trends/rank/frames.ts";

/** The start of the hours of {@link hourlyViews}. */
export const firstHour = new Date("2025-11-01T00:00:00Z");

/** How busy a shop is by the hour of the day, from midnight: quiet towards morning, busy at night. */
// deno-fmt-ignore -- from midnight to noon, and from noon to midnight
export const rhythm = [
  0.55, 0.30, 0.15, 0.10, 0.10, 0.15, 0.25, 0.40, 0.60, 0.80, 0.95, 1.00,
  0.95, 0.95, 1.00, 1.05, 1.10, 1.20, 1.30, 1.45, 1.90, 2.20, 2.10, 1.50,
];

/** How busy the shop is in the hour so many hours after {@link firstHour}. */
export const busy = (hour: number) => rhythm[hour % 24] ?? 0;

/** Products `p0`, `p1` and so on, called `Product 0`, `Product 1` and so on. */
export const someProducts = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ key: `p${index}`, name: `Product ${index}` }));

/** A log of so many hours in which product `product` has `views(hour, product)` views, and as many carts. */
export const hourlyViews = (...args: Parameters<typeof hourlyCube>) =>
  hourlyFrame(hourlyCube(...args));

/** The same log, counted. */
export function hourlyCube(
  { hours, products, start = firstHour }: { hours: number; products: number; start?: Date },
  views: (hour: number, product: number) => number,
) {
  const first = start.getTime() / 3_600_000;
  const counts = Array.from({ length: hours }, (_, hour) => {
    const cells = new Float64Array(products * 3);
    for (let product = 0; product < products; product++) {
      cells[3 * product] = cells[3 * product + 1] = views(hour, product);
    }
    return [first + hour, cells] as const;
  });
  return {
    products: someProducts(products).map(({ key }) => key),
    total: new Float64Array(products * 3),
    byHour: hourTable(counts),
  };
}

/** A Poisson number: how many exponential waiting times fit into `mean`. */
export function poisson(mean: number, random: Random): number {
  const wait = () => -Math.log(1 - random.next());
  let count = 0;
  for (let left = mean - wait(); left >= 0; left -= wait()) count++;
  return count;
}
