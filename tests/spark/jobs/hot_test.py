"""What is hot, against exact probabilities and planted rises."""

import math
from random import Random
from statistics import NormalDist

import pytest

from dzstore.hot import burstiness, hot_products, rise_score

DAYS = 28
MANY_WINDOWS = range(1, 401)  # chance has little to say


def poisson_probabilities(mean, least=1e-15):
    """P(0), P(1), … of a Poisson variable, until they are below `least`."""
    probabilities = [math.exp(-mean)]
    while len(probabilities) <= mean or probabilities[-1] > least:
        probabilities.append(probabilities[-1] * mean / len(probabilities))
    return probabilities


def poisson(mean, draws):
    """A Poisson number: how many steps of an exponential variable are within `mean`."""
    count, at = 0, draws.expovariate(1)
    while at < mean:
        count, at = count + 1, at + draws.expovariate(1)
    return count


def counted(views):
    """Rows of views and of windows, as `weigh` gives them, if each view has weight 1."""
    rows = [
        {"product": name, "window": window, "views": count}
        for name, of in views.items()
        for window, count in enumerate(of)
    ]
    sums = [sum(of) for of in zip(*views.values())]
    store = [
        {"window": window, "of": total, "squares": total, "cubes": total}
        for window, total in enumerate(sums)
    ]
    return rows, store


def test_rise_score_is_the_signed_root_of_g_half_a_count_moved_to_the_past():
    # 20 of 40 against 10 of 60: of the 30, 2 in 5 are expected to be recent.
    g = 2 * (19.5 * math.log(19.5 / 12) + 10.5 * math.log(10.5 / 18))
    assert rise_score(20, 40, 10, 60) == pytest.approx(math.sqrt(g))
    assert rise_score(5, 40, 20, 60) < 0


@pytest.mark.parametrize("expected", [0.1, 0.5, 2, 10])
@pytest.mark.parametrize("times", [1, 28])
def test_rise_score_is_high_at_most_as_often_as_a_normal_variable(expected, times):
    recent, past = poisson_probabilities(expected), poisson_probabilities(expected * times)
    for chance in (0.16, 0.02, 1e-3, 1e-5):
        threshold = NormalDist().inv_cdf(1 - chance)
        above = sum(
            p * before
            for r, p in enumerate(recent)
            for b, before in enumerate(past)
            if rise_score(r, 100, b, 100 * times) > threshold
        )
        assert above <= chance


def test_burstiness_of_independent_views_is_hardly_more_than_1():
    draws = Random(1)
    past = {n: {w: poisson(60 / (n + 1), draws) for w in MANY_WINDOWS} for n in range(16)}
    assert 1 <= burstiness(past, windows_of(past)) < 1.15


def test_burstiness_of_visitors_who_look_again_with_probability_1_in_2_is_13_thirds():
    # 1, 2, 3, … views with probability 1/2, 1/4, 1/8, …: moments 2, 6 and 26.
    draws = Random(1)

    def views(mean):
        count = 0
        for _ in range(poisson(mean / 2, draws)):
            count += 1
            while draws.random() < 0.5:
                count += 1
        return count

    past = {n: {w: views(120 / (n + 1)) for w in MANY_WINDOWS} for n in range(16)}
    assert burstiness(past, windows_of(past)) == pytest.approx(13 / 3, abs=0.5)


def windows_of(past):
    """The sums over all products, by window."""
    totals = {w: sum(views[w] for views in past.values()) for w in next(iter(past.values()))}
    return {w: {"of": n, "squares": n, "cubes": n} for w, n in totals.items()}


def test_hot_products_finds_what_rises_however_small_and_not_what_is_big():
    draws = Random(2)
    views = {
        f"Product {n:02}": [poisson(300 / (n + 1), draws) for _ in range(DAYS + 1)]
        for n in range(20)
    }
    views["Product 15"][0] += 60
    rows, store = counted(views)
    [hot] = hot_products(rows, store, list(views))
    assert (hot["rank"], hot["product_name"]) == (1, "Product 15")
    assert hot["views"] == views["Product 15"][0]
    before, all_before = sum(views["Product 15"][1:]), sum(of["of"] for of in store[1:])
    assert hot["baseline"] == pytest.approx(before / all_before * store[0]["of"], abs=5e-4)


def test_hot_products_finds_nothing_in_a_day_that_lifts_everything():
    views = {f"Product {n}": [6 * (n + 3)] + [n + 3] * DAYS for n in range(10)}
    rows, store = counted(views)
    assert hot_products(rows, store, list(views)) == []


def test_hot_products_has_nothing_to_say_without_a_past_or_a_present():
    rows, store = counted({"a": [5, 5], "b": [5, 5]})
    assert hot_products(rows, store[:1], ["a", "b"]) is None
    assert hot_products(rows, store[1:], ["a", "b"]) is None
