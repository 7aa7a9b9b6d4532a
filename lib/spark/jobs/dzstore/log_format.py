"""What a line of an event log looks like: columns, words, and the patterns that Java matches."""

import csv
from dataclasses import dataclass

EVENTS = ("view", "cart", "buy")

# RFC 4180. Possessive quantifiers (++, *+) keep the matcher from going back, and off its stack.
FIELD = r'("([^"]++|"")*+"|[^",]*+)'
RECORD = rf"^{FIELD}(,{FIELD})*+\z"

LONGEST_LINE_BYTES = 65_536

# What is no row, usable or rejected. Logs that were joined have their header more than once.
NO_ROWS = HEADER, BLANK = "header", "blank"


@dataclass(frozen=True)
class Format:
    """The columns of a log, and its words for the EVENTS, in their order."""

    timestamp: str
    user: str
    product: str
    event: str
    words: tuple

    @property
    def columns(self):
        return self.timestamp, self.user, self.product, self.event

    @property
    def header(self):
        return ",".join(self.columns)


SHOP_LOG = Format("timestamp", "user_id", "product_id", "event_type", EVENTS)
WEB_TRAFFIC = Format(
    "timestamp", "user_id", "product_name", "action", ("view", "add_to_cart", "buy")
)


def names_in(header):
    """The names of the columns in a header."""
    return next(csv.reader([header]), [])


def fault_of(header, log_format):
    """
    What is wrong with a header, None if nothing is: a column is missing, or named twice; as
    `lib/base/input/header.ts` judges it.
    """
    names = names_in(header)
    if not set(log_format.columns) <= set(names):
        return f'line 1 is "{header[:80]}", expected the header {log_format.header}'
    twice = next((name for name in log_format.columns if names.count(name) > 1), None)
    return None if twice is None else f"line 1 names the column {twice} twice"
