/** Amounts along a curve, which add up to the centavo. */

/** A curve: share of pieces and the amount up to which they go, in reais. */
export type Curve = readonly (readonly [share: number, reais: number])[];

/** What `fitAmounts` is to meet. */
export interface AmountsWanted {
  /** What gets an amount, the cheapest first. */
  readonly sorted: Uint32Array;
  /** How many pieces each has. */
  readonly pieces: ArrayLike<number>;
  readonly curve: Curve;
  /** The sum over all pieces, in centavos. */
  readonly sum: number;
  /** Shares at which the curve's amounts are to be met: a little plateau is made there. */
  readonly plateaus: readonly number[];
  /** A usual amount near another, both in centavos, by what it is for; `null` to leave it. */
  readonly usual: (centavos: number, item: number) => number | null;
}

/**
 * An amount in centavos for each item, rising in the order given, so that amount × pieces adds up to
 * the sum: the curve is bent until it nearly does, what is left is spread in single centavos.
 */
export function fitAmounts(wanted: AmountsWanted): Int32Array {
  const { sorted, pieces, sum } = wanted;
  const shares = new Float64Array(sorted.length);
  let total = 0;
  sorted.forEach((item, i) => {
    const count = pieces[item] ?? 0;
    shares[i] = total + count / 2;
    total += count;
  });
  for (let i = 0; i < shares.length; i++) shares[i] = (shares[i] ?? 0) / Math.max(1, total);

  const result = new Int32Array(pieces.length);
  const free = new Uint8Array(pieces.length);
  const exponent = bendTo(wanted.curve, total > 0 ? sum / total / 100 : 0);
  let reached = 0;
  for (let i = 0; i < sorted.length; i++) {
    const item = sorted[i] ?? 0;
    const amount = amountAt(wanted, i, shares[i] ?? 0, exponent, item);
    free[item] = amount < 0 ? 1 : 0;
    result[item] = Math.abs(amount);
    reached += (result[item] ?? 0) * (pieces[item] ?? 0);
  }
  spreadRest(wanted, result, free, sum - reached);
  return result;
}

/** The exponent with which the curve has a mean in reais. */
function bendTo(curve: Curve, mean: number): number {
  const steps = 4_000;
  let low = -2, high = 2;
  for (let round = 0; round < 12; round++) {
    const middle = (low + high) / 2;
    let sum = 0;
    for (let i = 0; i < steps; i++) sum += onCurve(curve, (i + 0.5) / steps, 2 ** middle);
    if (sum / steps > mean) low = middle;
    else high = middle;
  }
  return 2 ** high;
}

/** The amount of one item; negative if it may be changed a little. */
function amountAt(
  { curve, plateaus, usual, sorted }: AmountsWanted,
  i: number,
  share: number,
  exponent: number,
  item: number,
): number {
  // In a small set the dearest item of all would outweigh the others.
  const big = sorted.length > 5_000;
  const at = i === 0 ? 0 : i === sorted.length - 1 && big ? 1 : share;
  const centavosAt = (share: number) => Math.round(onCurve(curve, share, exponent) * 100);
  let [least, most] = inner(curve);
  for (const plateau of plateaus) {
    if (Math.abs(at - plateau) < 0.006) return centavosAt(plateau);
    if (plateau < at) least = centavosAt(plateau);
    else most = Math.min(most, centavosAt(plateau));
  }
  const centavos = centavosAt(at);
  if (at === 0 || at === 1) return centavos;
  const amount = usual(centavos, item);
  if (amount === 0) return 0;
  return amount === null ? -centavos : Math.max(least, Math.min(most, amount));
}

/** The least and the most amount between the ends of a curve, in centavos. */
const inner = (curve: Curve): [least: number, most: number] => [
  Math.round((curve[0]?.[1] ?? 0) * 100) + 1,
  Math.round((curve.at(-1)?.[1] ?? 0) * 100) - 1,
];

/** The amount at a share: straight in logarithms between the points, bent by the exponent. */
function onCurve(curve: Curve, share: number, exponent: number): number {
  for (let i = 1; i < curve.length; i++) {
    const [to, high] = curve[i] ?? [1, 0];
    if (share > to) continue;
    const [from, low] = curve[i - 1] ?? [0, 0];
    const part = ((share - from) / (to - from)) ** exponent;
    return low > 0 ? low * (high / low) ** part : part < 1 ? low : high;
  }
  return curve.at(-1)?.[1] ?? 0;
}

/** Spreads what is missing (or too much) over the items that may be changed, a few centavos each. */
function spreadRest(
  { sorted, pieces, curve }: AmountsWanted,
  result: Int32Array,
  free: Uint8Array,
  rest: number,
) {
  const [least, most] = inner(curve);
  const items = sorted.filter((item) => free[item] && (pieces[item] ?? 0) > 0);
  const total = items.reduce((sum, item) => sum + (pieces[item] ?? 0), 0);
  let left = rest;
  const each = total > 0 ? Math.trunc(rest / total) : 0;
  const add = (item: number, centavos: number) => {
    const amount = Math.max(least, Math.min(most, (result[item] ?? 0) + centavos));
    left -= (amount - (result[item] ?? 0)) * (pieces[item] ?? 0);
    result[item] = amount;
  };
  for (const item of items) add(item, each);
  for (let round = 0; round < 50 && left !== 0; round++) {
    for (const item of items) {
      if (left === 0) return;
      if ((pieces[item] ?? 0) <= Math.abs(left)) add(item, Math.sign(left));
    }
  }
}
