/** How orders are paid: rows and sums by type as in the real set, to the centavo. */
import type { Random } from "../../../base/random.ts";
import { oracle } from "../../oracle.ts";
import { paymentTypes } from "../../olist.ts";
import { type Mixed, mixedPayments } from "./mixed_payments.ts";
import { apportion, order, shuffled } from "./quotas.ts";
import { instalments, sequentials, twoCards } from "./shape.ts";
import type { Size } from "./size.ts";

/** Rows of payments, those of an order side by side. */
export interface Payments {
  readonly order: Uint32Array;
  readonly sequential: Uint8Array;
  /** A number in `paymentTypes`. */
  readonly type: Uint8Array;
  readonly instalments: Uint8Array;
  /** In centavos. */
  readonly value: Int32Array;
  /** Of each order, the type of its first payment, or 255. */
  readonly ofOrder: Uint8Array;
}

/** What payments are made of. */
export interface PaymentParts {
  readonly size: Size;
  /** What each order comes to, price and freight, in centavos; 0 without items. */
  readonly totals: Int32Array;
  /** 1 for orders that are canceled, delivered. */
  readonly canceled: Uint8Array;
  readonly delivered: Uint8Array;
}

const [card, boleto, voucher, debit, notDefined, none] = [0, 1, 2, 3, 4, 255] as const;

/** Pays the orders. */
export function makePayments(
  { size, totals, canceled, delivered }: PaymentParts,
  draw: Random,
): Payments {
  const { payments, revenue } = oracle;
  const sum = (type: number) => size.of(payments.types[paymentTypes[type] ?? "voucher"].sum);
  const row = shuffled(size.orders, draw);
  const empty = row.filter((i) => totals[i] === 0);
  const full = row.filter((i) => totals[i] !== 0);
  const due = Int32Array.from(totals);
  const type = new Uint8Array(size.orders).fill(none);

  const unpaid = full.filter((i) => delivered[i]).subarray(
    0,
    size.rare(oracle.orders.withoutPayment),
  );
  const unknown = empty.filter((i) => canceled[i])
    .subarray(0, size.rare(payments.types.not_defined.rows));
  for (const i of unpaid) due[i] = 0;
  for (const i of unknown) type[i] = notDefined;
  const taken = new Set([...unpaid, ...unknown]);

  // Orders without items were paid, too: they make up what is missing to the whole.
  const open = empty.filter((i) => !taken.has(i));
  const able = full.filter((i) => !taken.has(i));
  addInterest(due, able.subarray(0, size.of(withInterest)), draw);
  shareOut(due, open, size.of(revenue.payments) - due.reduce((a, b) => a + b, 0), draw);

  const secondOnly = able.subarray(0, size.rare(payments.ordersWithoutFirst));
  const counts = countsOfMixed(size, secondOnly.length);
  const mixedOrders = able.subarray(secondOnly.length, secondOnly.length + counts.length);
  for (const i of secondOnly) type[i] = card;
  for (const i of [...secondOnly, ...mixedOrders]) taken.add(i);
  const mixed: Mixed = {
    orders: mixedOrders,
    counts,
    twoCards: Math.min(size.of(twoCards), counts.filter((count) => count === 2).length),
    zeros: size.rare(payments.ofZero - payments.types.not_defined.rows),
    due,
  };
  const vouchers = counts.reduce((a, b) => a + b - 1, 0) - mixed.twoCards;
  const byMixed = Math.round(
    Math.min(0.36 * mixedOrders.reduce((a, i) => a + (due[i] ?? 0), 0), 0.6 * sum(voucher)),
  );

  const single = row.filter((i) => !taken.has(i));
  const plan: readonly Share[] = [
    { type: boleto, rows: size.of(payments.types.boleto.rows), sum: sum(boleto) },
    { type: debit, rows: size.of(payments.types.debit_card.rows), sum: sum(debit) },
    {
      type: voucher,
      rows: Math.max(0, size.of(payments.types.voucher.rows) - vouchers),
      sum: sum(voucher) - byMixed,
    },
  ];
  chooseTypes({ single, open, type, due, plan }, draw);

  const rows: Row[] = mixedPayments(mixed, byMixed, draw);
  const second = new Set(secondOnly);
  type.forEach((kind, i) => {
    if (kind !== none) rows.push([i, second.has(i) ? 2 : 1, kind, due[i] ?? 0]);
  });
  rows.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  return finish(rows, size, secondOnly, draw);
}

/** Order, sequential, type, value. */
export type Row = readonly [number, number, number, number];

/** So many orders were paid with a little more than their lines: interest on instalments. */
const withInterest = 250;

function addInterest(due: Int32Array, orders: Uint32Array, draw: Random) {
  for (const i of orders) {
    due[i] = Math.ceil((due[i] ?? 0) * (1 + 0.04 * draw.next() ** 2)) + (draw.chance(0.5) ? 1 : 0);
  }
}

/** Shares an amount out among orders, unevenly. */
function shareOut(due: Int32Array, orders: Uint32Array, amount: number, draw: Random) {
  let left = amount;
  orders.forEach((order, at) => {
    const share = left / (orders.length - at) * (0.25 + 1.5 * draw.next());
    due[order] = Math.max(100, at === orders.length - 1 ? left : Math.round(share));
    left -= due[order] ?? 0;
  });
}

/** How many rows each order of several payments has. */
function countsOfMixed(size: Size, secondOnly: number): number[] {
  const least = oracle.payments.ordersWithoutFirst;
  const byCount = sequentials.map((rows, i) =>
    i === 0 ? 0 : rows - (sequentials[i + 1] ?? 0) - (i === 1 ? least : 0)
  );
  const orders = Math.max(0, size.of(sequentials[1]) - secondOnly);
  return apportion(orders, byCount).flatMap((count, i) => new Array<number>(count).fill(i + 1));
}

/** So many orders are paid once in this way, with this sum. */
interface Share {
  readonly type: number;
  readonly rows: number;
  readonly sum: number;
}

/** Types of single payments: by quota, then exchanged with cards until their sums are right. */
function chooseTypes(
  { single, open, type, due, plan }: {
    single: Uint32Array;
    open: Uint32Array;
    type: Uint8Array;
    due: Int32Array;
    plan: readonly Share[];
  },
  draw: Random,
) {
  let next = 0;
  const groups = plan.map(({ rows }) => single.slice(next, next += rows));
  const cards = single.slice(next);
  const isOpen = new Set(open);
  plan.forEach(({ sum }, at) => {
    const group = groups[at] ?? new Uint32Array();
    let left = sum - group.reduce((total, i) => total + (due[i] ?? 0), 0);
    if (group.length === 0 || cards.length === 0) return;
    for (let tries = 0; tries < 60_000 && left !== 0; tries++) {
      const [g, c] = [draw.int(group.length), draw.int(cards.length)];
      const [one = 0, other = 0] = [group[g], cards[c]];
      const gain = (due[other] ?? 0) - (due[one] ?? 0);
      if (Math.abs(left - gain) >= Math.abs(left)) continue;
      left -= gain;
      group[g] = other;
      cards[c] = one;
    }
    // The last centavos go from an order without items to another.
    const able = (i: number) => isOpen.has(i) && (due[i] ?? 0) > 100 + Math.abs(left);
    const [to, from] = [group.find(able), cards.find(able)];
    if (to === undefined || from === undefined) return;
    due[to] = (due[to] ?? 0) + left;
    due[from] = (due[from] ?? 0) - left;
  });
  plan.forEach((share, at) => groups[at]?.forEach((i) => type[i] = share.type));
  for (const i of cards) type[i] = card;
}

/** Rows as columns, with instalments: the dearer, the more. */
function finish(rows: readonly Row[], size: Size, secondOnly: Uint32Array, draw: Random): Payments {
  const result: Payments = {
    order: Uint32Array.from(rows, (row) => row[0]),
    sequential: Uint8Array.from(rows, (row) => row[1]),
    type: Uint8Array.from(rows, (row) => row[2]),
    instalments: new Uint8Array(rows.length).fill(1),
    value: Int32Array.from(rows, (row) => row[3]),
    ofOrder: new Uint8Array(size.orders).fill(none),
  };
  const none0 = new Set(secondOnly.subarray(0, size.rare(oracle.payments.withoutInstalments)));
  const cards: number[] = [];
  rows.forEach(([i, , kind], at) => {
    if (result.ofOrder[i] === none) result.ofOrder[i] = kind;
    if (none0.has(i)) result.instalments[at] = 0;
    else if (kind === card) cards.push(at);
  });
  const wish = Float64Array.from(
    cards,
    (at) => Math.log(1 + (result.value[at] ?? 0)) + 0.9 * draw.gaussian(),
  );
  const counts = apportion(cards.length, instalments.map(([, count]) => count));
  const numbers = counts.flatMap((count, i) =>
    new Array<number>(count).fill(instalments[i]?.[0] ?? 1)
  );
  order(wish).forEach((c, rank) => result.instalments[cards[c] ?? 0] = numbers[rank] ?? 1);
  return result;
}
