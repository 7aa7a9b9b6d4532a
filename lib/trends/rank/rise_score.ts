/** How far a share has risen, measured by what chance does. */

/** How often something was counted, of how many in all. */
export interface Share {
  readonly count: number;
  readonly of: number;
}

/**
 * How far a share has risen, in standard deviations of what chance does; below 0 if it has fallen.
 *
 * If the share is the same as before and the counts are independent (Poisson), then of the
 * `recent.count + past.count` that there are, each is recent with probability
 * `q = recent.of / (recent.of + past.of)`: the exact test for two Poisson rates (Przyborowski and
 * Wilenski, 1940). The score is the signed square root of its likelihood ratio,
 *
 *     G = 2 (r ln(r / nq) + p ln(p / n(1 - q))),   r = max(recent.count - 1/2, 0), p = past.count + 1/2, n = r + p,
 *
 * where half a count is moved from the recent ones to the past (Yates, 1934). That keeps noise on rare
 * things down: the chance of a score above any `t >= 0` is at most that of a standard normal variable,
 * however few counts are expected; with many the score is standard normal. (Moving a whole count would
 * make it a theorem of Zubkov and Serov, 2013; half a one is closer and still holds: see the test, which
 * adds up the exact probabilities.)
 *
 * @param recent the counts of late; fractions are allowed, as weights and units make them
 * @param past the counts before, in the same unit
 * @throws {RangeError} if a count is negative, or there is nothing to compare with: an `of` is not positive
 *
 * @example
 * ```ts
 * import { assert } from "@std/assert";
 * const big = riseScore({ count: 520, of: 1000 }, { count: 5000, of: 10000 });
 * const rising = riseScore({ count: 20, of: 1000 }, { count: 20, of: 10000 });
 * const noise = riseScore({ count: 1, of: 1000 }, { count: 0, of: 10000 });
 * assert(rising > 6 && big < 1 && noise < 2);
 * ```
 */
export function riseScore(recent: Share, past: Share): number {
  if (!(recent.count >= 0 && past.count >= 0 && recent.of > 0 && past.of > 0)) {
    throw new RangeError(
      `Cannot compare ${recent.count} of ${recent.of} with ${past.count} of ${past.of}`,
    );
  }
  const r = Math.max(recent.count - 0.5, 0);
  const p = past.count + 0.5;
  const expected = (r + p) * recent.of / (recent.of + past.of);
  const g = 2 * (surplus(r, expected) + surplus(p, r + p - expected));
  return Math.sign(r - expected) * Math.sqrt(Math.max(g, 0)); // rounding may leave G below 0
}

/** A term of the G-test. */
const surplus = (count: number, expected: number) =>
  count === 0 ? 0 : count * Math.log(count / expected);
