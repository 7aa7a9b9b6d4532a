"""
What is hot right now: viewed more than its own past explains.

The same statistics as in `lib/trends` (hot_right_now.ts, weighted_views.ts, rise_score.ts and
burstiness.ts, where their sources are): the sums over all views are Spark's, the rest is arithmetic
on one row per product and window.
"""

import math
from dataclasses import dataclass
from statistics import NormalDist, median

from pyspark.sql import DataFrame
from pyspark.sql import functions as F

REACH_HALF_LIVES = 4
FALSE_ALARM = 0.01


@dataclass(frozen=True)
class Weighting:
    """Which views count, and how much."""

    half_life_hours: float = 6
    baseline_days: int = 28

    @property
    def reach_hours(self):
        """Older views count for nothing."""
        return math.ceil(REACH_HALF_LIVES * self.half_life_hours)

    @property
    def period_hours(self):
        """How far apart the windows of the past are: whole days."""
        return 24 * math.ceil(self.reach_hours / 24)

    @property
    def periods(self):
        """How many windows of the past there are."""
        return max(24 * self.baseline_days // self.period_hours, 1)


def weigh(hourly: DataFrame, end_hour, weighting: Weighting):
    """
    Weights each view by the mean of `2^(-age / half-life)` over the hour in which it was; and those of
    the past in the same way, as if now were a day ago, two days ago and so on.

    hourly: columns `product`, `hour` (since 1970) and `rows`, of views.
    end_hour: the hour that now begins.

    Returns two DataFrames: one row per `product` and `window` (0 is of late, 1, 2, … the past) with its
    weighted `views`; and one row per `window` with the sums `of` (w n), `squares` and `cubes`.
    """
    decay = math.log(2) / weighting.half_life_hours
    mean_over_hour = -math.expm1(-decay) / decay
    age = F.lit(end_hour) - 1 - F.col("hour")
    window = F.floor(age / weighting.period_hours)
    age_then = F.col("age") - F.col("window") * weighting.period_hours
    rows = (
        hourly.select("product", "rows", age.alias("age"), window.alias("window"))
        .withColumn("age", age_then)
        .where(F.col("window").between(0, weighting.periods))
        .where(F.col("age") < weighting.reach_hours)
        .withColumn("weight", F.exp(-decay * F.col("age")) * mean_over_hour)
    )
    weighted = [F.sum(F.pow("weight", F.lit(power)) * F.col("rows")) for power in (1, 2, 3)]
    of, squares, cubes = weighted
    return (
        rows.groupBy("product", "window").agg(of.alias("views")),
        rows.groupBy("window").agg(of.alias("of"), squares.alias("squares"), cubes.alias("cubes")),
    )


def hot_products(views: DataFrame, store: DataFrame, names):
    """
    The products whose score is above what chance lifts any of them to once in a hundred runs, best
    first, as documents of `hot_right_now`; None if there is no past to compare with, or nothing of
    late.

    views, store: as of `weigh`. names: of all products.
    """
    windows = {row["window"]: row for row in store.collect()}
    now = windows.pop(0, None)
    if now is None or not windows:
        return None
    recent, past = {}, {}
    for row in views.collect():
        if row["window"] == 0:
            recent[row["product"]] = row["views"]
        else:
            past.setdefault(row["product"], {})[row["window"]] = row["views"]
    past_of = sum(window["of"] for window in windows.values())
    unit = _burstiness(past, windows) * now["cubes"] / now["squares"]
    threshold = NormalDist().inv_cdf(1 - FALSE_ALARM / max(len(names), 1))
    scored = []
    for name in names:
        count, before = recent.get(name, 0), sum(past.get(name, {}).values())
        score = _rise_score(count / unit, now["of"] / unit, before / unit, past_of / unit)
        baseline = before / past_of * now["of"]
        scored.append((_rounded(count), _rounded(baseline), _rounded(score), name))
    hot = sorted((one for one in scored if one[2] > threshold), key=lambda one: (-one[2], one[3]))
    return [
        {"rank": rank, "product_name": name, "views": count, "baseline": baseline, "score": score}
        for rank, (count, baseline, score, name) in enumerate(hot, start=1)
    ]


def _burstiness(past, windows):
    """How large the steps are in which views come: 1 if each is independent of the others."""
    df = len(windows) - 1
    if df < 1:
        return 1
    before = {name: sum(views.values()) for name, views in past.items()}
    middle = median(before.values())
    all_of = sum(window["of"] for window in windows.values())
    sums = []
    for name, total in before.items():
        if total < middle:
            continue
        chi_squared = 0
        for number, window in windows.items():
            expected = total / all_of * window["of"]
            variance = expected * window["squares"] / window["of"]
            chi_squared += (past[name].get(number, 0) - expected) ** 2 / variance
        sums.append(chi_squared)
    dispersion = max(median(sums) / (1 - 2 / (9 * df)) ** 3 / df, 1)
    return (3 * dispersion - 1 / dispersion) / 2


def _rise_score(recent, recent_of, past, past_of):
    """The signed root of the likelihood ratio of two Poisson rates, half a count moved to the past."""
    r, p = max(recent - 0.5, 0), past + 0.5
    expected = (r + p) * recent_of / (recent_of + past_of)
    g = 2 * (_surplus(r, expected) + _surplus(p, r + p - expected))
    return math.copysign(math.sqrt(max(g, 0)), r - expected)


def _surplus(count, expected):
    return count * math.log(count / expected) if count > 0 else 0


def _rounded(value):
    """To 3 decimals, halves up as JavaScript rounds."""
    return math.floor(value * 1000 + 0.5) / 1000
