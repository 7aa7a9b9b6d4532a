"""The weights of views."""

import pytest

from dzstore.weighting import Weighting


def test_a_window_is_four_half_lives_and_windows_are_whole_days_apart():
    assert Weighting().reach_hours == 24
    assert (Weighting().period_hours, Weighting().periods) == (24, 28)
    longer = Weighting(half_life_hours=7)
    assert (longer.reach_hours, longer.period_hours, longer.periods) == (28, 48, 14)


def test_there_is_a_past_however_long_the_half_life():
    assert Weighting(half_life_hours=24 * 365).periods == 1


@pytest.mark.parametrize("half_life", [0.5, 6, 48])
def test_the_mean_over_an_hour_is_that_of_a_half_at_each_half_life(half_life):
    steps = 1000
    mean = sum(2 ** (-(step + 0.5) / steps / half_life) for step in range(steps)) / steps
    assert Weighting(half_life).mean_over_hour == pytest.approx(mean, rel=1e-6)
