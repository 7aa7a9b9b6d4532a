"""
What a time is: the texts that `lib/base/time_reader.ts` reads, where is said why.

The patterns are Java's; Python is given them without what it has not.
"""

import re
from datetime import date

ZONED, UNZONED = "zoned", "unzoned"

# Groups: year, month, day; hour, minute, second; 24 o'clock; sign, hours and minutes of the offset.
_HOUR, _MINUTE, _SECOND = "([01][0-9]|2[0-3])", "([0-5][0-9])", "([0-5][0-9]|60)(?:[.,][0-9]+)?"
_ZONE = r"(?: ?(?:Z|UTC|GMT|([+-])([01][0-9]|2[0-3])(?::?([0-5][0-9]))?))?"
WRITTEN = (
    r"(?i)^([0-9]{4})-([0-9]{2})-([0-9]{2})"
    rf"(?:[T ](?:{_HOUR}(?::{_MINUTE}(?::{_SECOND})?)?|(24)(?::00(?::00(?:[.,]0+)?)?)?){_ZONE})?\z",
    r"(?i)^([0-9]{4})([0-9]{2})([0-9]{2})"
    rf"T(?:{_HOUR}(?:{_MINUTE}(?:{_SECOND})?)?|(24)(?:00(?:00(?:[.,]0+)?)?)?){_ZONE}\z",
)
# What Spark reads by itself.
USUAL = (
    r"^[0-9]{4}-[0-9]{2}-[0-9]{2}[T ](?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:[.][0-9]+)?Z?\z"
)
# In the group are the seconds since 1970.
NUMBERS = {
    "s": r"^([0-9]{1,11})(?:[.][0-9]+)?\z",
    "ms": r"^([0-9]{9,11})[0-9]{3}(?:[.][0-9]+)?\z",
    "us": r"^([0-9]{9,11})[0-9]{6}(?:[.][0-9]+)?\z",
    "ns": r"^([0-9]{9,11})[0-9]{9}(?:[.][0-9]+)?\z",
}
# As the first of a column it is none: what may be a date as well.
MAYBE_DATE = r"^(?:19|20)(?:[0-9]{2}){1,3}(?:[.]|\z)"


def form_of(text):
    """How the times of a column are written of which this is the first; None if it is no time."""
    for pattern in WRITTEN:
        found = _match(pattern, text)
        if found:
            year, month, day = (int(group) for group in found.groups()[:3])
            if not _is_day(year, month, day):
                return None
            return ZONED if re.search(r"(?i)[zct]$|[+-][0-9:]{2,5}$", text[10:]) else UNZONED
    for unit, pattern in NUMBERS.items():
        if _match(pattern, text) and not _match(MAYBE_DATE, text):
            return unit
    return None


def _match(pattern, text):
    return re.search(pattern.replace(r"\z", r"\Z"), text)


def _is_day(year, month, day):
    try:
        date(year or 2000, month, day)  # 0 is a leap year, too, which Python has not
    except ValueError:
        return False
    return True
