"""Which views count, and how much (see `lib/trends/rank/weighted_views.ts`)."""

import math
from dataclasses import dataclass

REACH_HALF_LIVES = 4


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

    @property
    def decay(self):
        """The rate at which a view loses weight, per hour."""
        return math.log(2) / self.half_life_hours

    @property
    def mean_over_hour(self):
        """The mean weight over an hour that now ends."""
        return -math.expm1(-self.decay) / self.decay
