"""The same numbers as the kit's own engine, which `jobs_test.ts` writes down before."""

import json
import os

import pytest

from dzstore.end_of_log import end_of_log
from dzstore.hot import hot_products, rise_score
from dzstore.times import form_of
from dzstore.wilson import rate

pytestmark = pytest.mark.skipif(
    "DZSTORE_TWINS" not in os.environ, reason="jobs_test.ts writes what to compare with"
)


@pytest.fixture(scope="module")
def twins():
    with open(os.environ["DZSTORE_TWINS"], encoding="utf-8") as file:
        return json.load(file)


def test_rates_are_those_of_wilson_interval(twins):
    assert len(twins["rates"]) > 100
    for successes, trials, expected in twins["rates"]:
        assert rate(successes, trials) == pytest.approx(expected, rel=1e-9, abs=1e-12)


def test_scores_are_those_of_rise_score(twins):
    assert len(twins["scores"]) > 100
    for *counts, expected in twins["scores"]:
        assert rise_score(*counts) == pytest.approx(expected, rel=1e-9, abs=1e-7)


def test_what_is_hot_is_that_of_hot_right_now(twins):
    hot, expected = twins["hot"], twins["hot"]["expected"]
    found = hot_products(hot["views"], hot["windows"], hot["names"])
    assert len(expected) > 1
    assert [one["product_name"] for one in found] == [one["product_name"] for one in expected]
    for one, other in zip(found, expected):
        assert one == pytest.approx(other, abs=0.0011)  # both round to 3 decimals


def test_a_log_ends_where_end_of_log_says(twins):
    assert len({ahead > 0 for *_, ahead in twins["ends"]}) == 2
    for rows, clock_hour, as_of, ahead in twins["ends"]:
        assert end_of_log(rows, clock_hour)[:2] == (as_of, ahead)


def test_a_time_is_what_the_time_reader_reads(twins):
    assert len(twins["times"]) > 500
    assert {form for _, form in twins["times"]} >= {None, "zoned", "unzoned", "s", "ms", "us", "ns"}
    for text, form in twins["times"]:
        assert form_of(text) == form, text


def test_reasons_are_those_of_explain(twins):
    pytest.importorskip("numpy", reason="NumPy as Spark wants it is not made for this Python")
    from dzstore.explain import explaining, knowledge_of

    case = twins["explain"]
    vectors = dict(enumerate(case["vectors"]))
    knowledge = knowledge_of(vectors, [str(item) for item in vectors])
    basket = case["basket"]
    explain = explaining(lambda: knowledge, case["alpha"], case["regularization"] / len(basket))
    [(_, because)] = explain(basket, [case["item"]])
    for (product, share), (other, expected) in zip(because, case["shares"]):
        assert (product, share) == (str(other), pytest.approx(expected, rel=1e-6))
