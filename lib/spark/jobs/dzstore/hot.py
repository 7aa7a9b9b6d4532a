"""
What is hot right now: viewed more than its own past explains.

The same statistics as in `lib/trends/rank` (hot_right_now.ts, rise_score.ts and burstiness.ts,
where their sources are): the sums over all views are Spark's, the rest is arithmetic on one row per
product and window.
"""

import math
from statistics import NormalDist, median

FALSE_ALARM = 0.01


def hot_products(views, store, names):
    """
    The products whose score is above what chance lifts any of them to once in a hundred runs, best
    first, as documents of `hot_right_now`; None if there is no past to compare with, or nothing of
    late.

    views, store: the rows of `weighted_views.weigh`. names: of all products.
    """
    windows = {row["window"]: row for row in store}
    now = windows.pop(0, None)
    if now is None or not windows:
        return None
    recent, past = {}, {}
    for row in views:
        if row["window"] == 0:
            recent[row["product"]] = row["views"]
        else:
            past.setdefault(row["product"], {})[row["window"]] = row["views"]
    past_of = sum(window["of"] for window in windows.values())
    unit = burstiness(past, windows) * now["cubes"] / now["squares"]
    threshold = NormalDist().inv_cdf(1 - FALSE_ALARM / max(len(names), 1))
    scored = []
    for name in names:
        count, before = recent.get(name, 0), sum(past.get(name, {}).values())
        score = rise_score(count / unit, now["of"] / unit, before / unit, past_of / unit)
        baseline = before / past_of * now["of"]
        scored.append((_rounded(count), _rounded(baseline), _rounded(score), name))
    hot = sorted((one for one in scored if one[2] > threshold), key=lambda one: (-one[2], one[3]))
    return [
        {"rank": rank, "product_name": name, "views": count, "baseline": baseline, "score": score}
        for rank, (count, baseline, score, name) in enumerate(hot, start=1)
    ]


def burstiness(past, windows):
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


def rise_score(recent, recent_of, past, past_of):
    """The signed root of two Poisson rates' likelihood ratio, half a count moved to the past."""
    r, p = max(recent - 0.5, 0), past + 0.5
    expected = (r + p) * recent_of / (recent_of + past_of)
    g = 2 * (_surplus(r, expected) + _surplus(p, r + p - expected))
    return math.copysign(math.sqrt(max(g, 0)), r - expected)


def _surplus(count, expected):
    return count * math.log(count / expected) if count > 0 else 0


def _rounded(value):
    """To 3 decimals, halves up as JavaScript rounds."""
    return math.floor(value * 1000 + 0.5) / 1000
