"""The share of successes in trials, with an interval (see `lib/statistics/wilson.ts`)."""

import math
from statistics import NormalDist

Z = NormalDist().inv_cdf(0.975)


def rate(successes, trials):
    """`{"rate", "low", "high"}`, 0 to 1; None of no trials, or more successes than trials."""
    if trials == 0 or successes > trials:
        return None
    share = successes / trials
    centre = share + Z**2 / (2 * trials)
    reach = Z * math.sqrt((share * (1 - share) + Z**2 / (4 * trials)) / trials)
    scale = 1 + Z**2 / trials
    return {
        "rate": share,
        "low": 0.0 if successes == 0 else max((centre - reach) / scale, 0.0),
        "high": 1.0 if successes == trials else min((centre + reach) / scale, 1.0),
    }
