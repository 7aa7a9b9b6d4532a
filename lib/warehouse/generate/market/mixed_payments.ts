/** Orders of several payments: a card and vouchers, or two cards. */
import type { Random } from "../../../base/random.ts";

/** What is paid in several parts. */
export interface Mixed {
  readonly orders: Uint32Array;
  /** How many rows each has, the fewest first. */
  readonly counts: readonly number[];
  /** So many of the first are paid with two cards. */
  readonly twoCards: number;
  /** So many vouchers of the last are worth nothing. */
  readonly zeros: number;
  /** What each order of the whole set comes to. */
  readonly due: Int32Array;
}

const [card, voucher] = [0, 2] as const;

/**
 * The rows, as order, sequential, type and value in centavos; the vouchers add up to `sum` if the
 * orders are worth as much.
 */
export function mixedPayments(
  { orders, counts, twoCards, zeros, due }: Mixed,
  sum: number,
  draw: Random,
): [number, number, number, number][] {
  const rows: [number, number, number, number][] = [];
  const parts = counts.map((count, i) => {
    const vouchers = i < twoCards ? 0 : count - 1;
    const zero = i >= counts.length - zeros && vouchers > 0 ? 1 : 0;
    return { vouchers, zero, worth: vouchers - zero };
  });
  const room = parts.map(({ vouchers, zero }, i) =>
    vouchers === zero ? 0 : Math.max(0, (due[orders[i] ?? 0] ?? 0) - 1 - (vouchers - zero))
  );
  // Each voucher is worth a centavo at least, the card pays one at least.
  let left = sum - parts.reduce((total, part) => total + part.worth, 0);
  const share = left / Math.max(1, room.reduce((a, b) => a + b, 0));
  parts.forEach((part, i) => {
    const more = Math.min(room[i] ?? 0, Math.round((room[i] ?? 0) * share * 2 * draw.next()));
    part.worth += more;
    left -= more;
  });
  parts.forEach((part, i) => {
    const base = part.vouchers - part.zero;
    const worth = Math.max(base, Math.min(base + (room[i] ?? 0), part.worth + left));
    left -= worth - part.worth;
    part.worth = worth;
  });
  parts.forEach((part, i) => {
    const order = orders[i] ?? 0;
    const whole = due[order] ?? 0;
    if (part.vouchers === 0) {
      const first = Math.max(1, Math.round(whole * (0.2 + 0.6 * draw.next())));
      rows.push([order, 1, card, first], [order, 2, card, whole - first]);
      return;
    }
    const values = pieces(part.worth, part.vouchers - part.zero, draw);
    const all = [...values, ...new Array<number>(part.zero).fill(0)];
    // The card comes first or last.
    const first = draw.chance(0.6) ? 1 : 0;
    rows.push([order, first ? 1 : all.length + 1, card, whole - part.worth]);
    all.forEach((value, k) => rows.push([order, k + 1 + first, voucher, value]));
  });
  return rows;
}

/** `amount` in `count` pieces of at least 1. */
function pieces(amount: number, count: number, draw: Random): number[] {
  let left = amount;
  return Array.from({ length: count }, (_, i) => {
    const after = count - i - 1;
    const piece = after === 0
      ? left
      : 1 + Math.floor((left - after - 1) / (after + 1) * (0.5 + draw.next()));
    left -= piece;
    return piece;
  });
}
