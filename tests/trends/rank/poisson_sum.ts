/** So many views are expected to be of this weight. */
export interface ExpectedViews {
  readonly weight: number;
  readonly expected: number;
}

/**
 * The exact distribution of the sum of the weights of independent (Poisson) views: the probability of
 * each multiple of `step`, by Panjer's recursion (1981). Weights are rounded to `step`.
 */
export function weightedSumDistribution(views: readonly ExpectedViews[], step: number) {
  const most = views.reduce((sum, { weight, expected }) => sum + weight * expected, 0);
  const greatest = Math.max(...views.map(({ weight }) => weight));
  const jumps = views.map(({ weight, expected }) => ({
    steps: Math.max(Math.round(weight / step), 1),
    expected,
  }));
  const probability = new Float64Array(
    Math.ceil((most + 12 * Math.sqrt(most * greatest) + 16 * greatest) / step),
  );
  probability[0] = 1; // for now: exp(-expected) would be 0 if very many are expected
  for (let k = 1; k < probability.length; k++) {
    let sum = 0;
    for (const { steps, expected } of jumps) {
      if (steps <= k) sum += steps * expected * (probability[k - steps] as number);
    }
    probability[k] = sum / k;
    if (sum / k > 1e200) {
      for (let smaller = 0; smaller <= k; smaller++) {
        probability[smaller] = (probability[smaller] as number) * 1e-200;
      }
    }
  }
  const total = probability.reduce((a, b) => a + b, 0);
  return probability.map((value) => value / total);
}

/** `P(score(recent, past) > threshold)` for two such sums and a score that grows with `recent`. */
export function chanceAbove(
  threshold: number,
  recent: Float64Array,
  past: Float64Array,
  score: (recent: number, past: number) => number,
): number {
  const atLeast = new Float64Array(recent.length + 1);
  for (let k = recent.length - 1; k >= 0; k--) {
    atLeast[k] = (atLeast[k + 1] as number) + (recent[k] as number);
  }
  let chance = 0, least = 0;
  for (let before = 0; before < past.length; before++) {
    if ((past[before] as number) < 1e-15) continue;
    // The more there was before, the more it takes.
    while (least < recent.length && score(least, before) <= threshold) least++;
    chance += (past[before] as number) * (atLeast[least] as number);
  }
  return chance;
}
