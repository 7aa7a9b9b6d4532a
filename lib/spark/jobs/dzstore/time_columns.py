"""Columns of text as times (see `times.py`)."""

from pyspark.sql import functions as F

from dzstore.times import NUMBERS, USUAL, WRITTEN, ZONED


def time_of(text, form):
    """
    A column of text as instants, to the second; null if it is none.

    form: as of `form_of`; None, if the column has no time at all: then all are null.
    """
    if form is None:
        return F.lit(None).cast("timestamp")
    if form in NUMBERS:
        seconds = F.regexp_extract(text, NUMBERS[form], 1)
        return F.when(seconds != "", F.timestamp_seconds(seconds.cast("bigint")))
    time = F.when(text.rlike(USUAL), F.try_to_timestamp(text))
    for pattern in WRITTEN:
        time = time.when(text.rlike(pattern), _written(text, pattern))
    return time


def is_time(text):
    """Whether a column of text is a time of any form, were it the first."""
    numbers = [text.rlike(pattern) for pattern in NUMBERS.values()]
    any_number = numbers[0] | numbers[1] | numbers[2] | numbers[3]
    return time_of(text, ZONED).isNotNull() | any_number


def _written(text, pattern):
    def part(group):
        return F.regexp_extract(text, pattern, group)

    def number(group):
        return F.when(part(group) != "", part(group).cast("int")).otherwise(0)

    day = F.try_to_timestamp(F.concat_ws("-", part(1), part(2), part(3)))
    minutes = 60 * (number(4) + number(7)) + number(5)
    ahead = (60 * number(9) + number(10)) * F.when(part(8) == "-", -1).otherwise(1)
    # 60 is a leap second, which this way of counting does not have: it is the one before.
    seconds = 60 * (minutes - ahead) + F.least(number(6), F.lit(59))
    return F.timestamp_seconds(F.unix_seconds(day) + seconds)
