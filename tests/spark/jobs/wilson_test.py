"""The interval of a share, against published examples."""

import pytest

from dzstore.wilson import rate


@pytest.mark.parametrize(
    ("successes", "trials", "low", "high"),
    [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_rate_agrees_with_newcombes_examples(successes, trials, low, high):
    # Newcombe, "Two-sided confidence intervals for the single proportion", 1998, table I, method 3
    found = rate(successes, trials)
    assert found["rate"] == successes / trials
    assert found["low"] == pytest.approx(low, abs=5e-5)
    assert found["high"] == pytest.approx(high, abs=5e-5)


def test_rate_is_the_mirror_of_the_failures():
    one, other = rate(3, 17), rate(14, 17)
    assert one["low"] == pytest.approx(1 - other["high"])
    assert one["high"] == pytest.approx(1 - other["low"])


def test_rate_of_none_and_of_all_reaches_0_and_1_exactly():
    assert rate(0, 7)["low"] == 0
    assert rate(7, 7)["high"] == 1


def test_there_is_no_rate_of_nothing_nor_of_more_than_there_were():
    assert rate(0, 0) is None
    assert rate(3, 2) is None
