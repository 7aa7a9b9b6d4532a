"""Until when a log goes on (see `lib/trends/rank/end_of_log.ts`, where the reasons are)."""

from bisect import bisect_left
from datetime import datetime, timezone
from itertools import accumulate

TIMES = 10
IN_DAYS = 10
MOST_DAYS = 28


def end_of_log(rows_by_hour, clock_hour):
    """
    The hour with whose beginning the log has ended, how many rows are later than the hour after
    it, and the newest hour.

    rows_by_hour: `(hour, rows)`, the hours since 1970, ascending. clock_hour: later ones are in the
    future.
    """
    hours = [hour for hour, _ in rows_by_hour]
    before = [0, *accumulate(rows for _, rows in rows_by_hour)]

    def rows_in(start, stop):
        return before[bisect_left(hours, stop)] - before[bisect_left(hours, start)]

    def stopped(tail, end):
        following = hours[tail - 1] + 1
        length = min(max(hours[end - 1] - following, 1), 24)
        oldest = hours[bisect_left(hours, following - MOST_DAYS * 24)]
        usual = TIMES * (before[end] - before[tail])
        starts = range(following - 24, oldest - 1, -24)
        quiet = sum(rows_in(start, start + length) < usual for start in starts)
        return len(starts) > 0 and quiet * IN_DAYS < len(starts)

    end = bisect_left(hours, clock_hour + 1)
    if end == 0:
        return clock_hour + 1, 0, clock_hour
    for tail in range(end - 1, 0, -1):
        if TIMES * (before[end] - before[tail]) > before[tail]:
            break
        if stopped(tail, end):
            end = tail
    newest = hours[end - 1]
    return newest + 1, before[-1] - before[bisect_left(hours, newest + 2)], hours[-1]


def ahead_line(end_hour, rows, newest):
    """That rows are later than the end of their log."""
    verb = "row is" if rows == 1 else "rows are"
    return (
        f"{rows:,} {verb} of as late as {_minute(newest)}, after the log has stopped, as if by a "
        f"clock that is ahead: what is hot is as of {_minute(end_hour)}"
    )


def _minute(hour):
    return datetime.fromtimestamp(hour * 3600, timezone.utc).strftime("%Y-%m-%dT%H:%MZ")
