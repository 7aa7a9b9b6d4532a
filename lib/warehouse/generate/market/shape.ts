/**
 * The finer shape of the set that the facts of the oracle leave open: how they fall together. Each list
 * adds up to the oracle's counts, which a test holds.
 */

/** How many people placed 1, 2, 3 … orders. */
export const ordersOfPeople = [
  ...[93_099, 2_745, 203, 30, 8, 6, 3, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1],
] as const;

/** How many orders of two are one purchase that was split: at the same time, with one review. */
export const splitPurchases = { ofTwo: 764, ofThree: 25 } as const;

/** What an order went through. */
export interface Course {
  readonly status: string;
  readonly approved: boolean;
  readonly carrier: boolean;
  readonly delivered: boolean;
  readonly items: boolean;
  readonly count: number;
}

const course = (
  status: string,
  [approved, carrier, delivered, items]: readonly [boolean, boolean, boolean, boolean],
  count: number,
): Course => ({ status, approved, carrier, delivered, items, count });

/** The courses of orders; those of canceled orders come last. */
export const courses: readonly Course[] = [
  course("delivered", [true, true, true, true], 96_454),
  course("delivered", [false, true, true, true], 14),
  course("delivered", [true, false, true, true], 2),
  course("delivered", [true, true, false, true], 8),
  course("unavailable", [true, false, false, false], 603),
  course("unavailable", [true, false, false, true], 6),
  course("created", [false, false, false, false], 5),
  course("approved", [true, false, false, true], 2),
  course("invoiced", [true, false, false, false], 2),
  course("invoiced", [true, false, false, true], 312),
  course("processing", [true, false, false, true], 301),
  course("shipped", [true, true, false, false], 1),
  course("shipped", [true, true, false, true], 1_106),
  course("canceled", [false, false, false, false], 3),
  course("canceled", [false, false, false, true], 138),
  course("canceled", [true, false, false, false], 161),
  course("canceled", [true, false, false, true], 248),
  course("canceled", [true, true, false, true], 69),
  course("canceled", [true, true, true, true], 6),
];

/** How many orders of each status nobody reviewed. */
export const withoutReviews: Readonly<Record<string, number>> = {
  delivered: 646,
  shipped: 75,
  canceled: 20,
  unavailable: 14,
  processing: 6,
  invoiced: 5,
  created: 2,
};

/** How many orders have two and three reviews. */
export const reviewedAgain = { twice: 543, thrice: 4 } as const;

/** How many pairs of an order and a product the lines make: other lines are further pieces. */
export const pairs = 102_425;

/** How many rows have `payment_sequential` 1, 2, 3 … */
export const sequentials = [
  ...[99_360, 3_039, 581, 278, 170, 118, 82, 54, 43, 34, 29, 21, 13, 10, 8, 6, 6, 6, 6, 4, 4],
  ...[3, 2, 2, 2, 2, 1, 1, 1],
] as const;

/** How many orders are paid with two cards; other orders of several payments mix card and vouchers. */
export const twoCards = 290;

/** Instalments of card payments: number and rows. */
export const instalments: readonly (readonly [number, number])[] = [
  ...[[1, 25_455], [2, 12_413], [3, 10_461], [4, 7_098], [5, 5_239], [6, 3_920]] as const,
  ...[[7, 1_626], [8, 4_268], [9, 644], [10, 5_328], [11, 23], [12, 133], [13, 16]] as const,
  ...[[14, 15], [15, 74], [16, 5], [17, 8], [18, 27], [20, 17], [21, 3], [22, 1]] as const,
  ...[[23, 1], [24, 18]] as const,
];

/** Share of lines and the price up to which they go, in reais. */
export const priceCurve: readonly (readonly [number, number])[] = [
  ...[[0, 0.85], [0.004, 6.9], [0.05, 17], [0.1, 23.9], [0.25, 39.9], [0.5, 74.99]] as const,
  ...[[0.75, 134.9], [0.9, 229.8], [0.95, 349.9], [0.99, 890], [0.999, 2_110], [1, 6_735]] as const,
];

/** Share of lines and the freight up to which they go, in reais. */
export const freightCurve: readonly (readonly [number, number])[] = [
  ...[[0, 0], [0.0034, 0.01], [0.006, 3.2], [0.05, 7.78], [0.25, 13.08], [0.5, 16.26]] as const,
  ...[[0.75, 21.15], [0.9, 34], [0.95, 45.1], [0.99, 84.5], [0.999, 190], [1, 409.68]] as const,
];

/** Share of orders that came late, by month of purchase from 2016-09. */
export const lateness = [
  ...[0.3, 0.02, 0, 0, 0.03, 0.03, 0.05, 0.08, 0.04, 0.04, 0.03, 0.03, 0.05, 0.05, 0.14, 0.08],
  ...[0.07, 0.16, 0.21, 0.05, 0.08, 0.02, 0.04, 0.1, 0, 0],
] as const;
