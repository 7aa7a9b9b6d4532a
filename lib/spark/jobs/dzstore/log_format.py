"""What a line of an event log looks like: columns, words, and the patterns that Java matches."""

import csv
from dataclasses import dataclass

EVENTS = ("view", "cart", "buy")

# RFC 4180. Possessive quantifiers (++, *+) keep the matcher from going back, and off its stack.
FIELD = r'("([^"]++|"")*+"|[^",]*+)'
RECORD = rf"^{FIELD}(,{FIELD})*+\z"

LONGEST_LINE_BYTES = 65_536

# What is no row: neither usable nor rejected, but for a header that is not the first line.
HEADER, BLANK = "header", "blank"


@dataclass(frozen=True)
class Format:
    """The columns of a log, and its words for the EVENTS, in their order."""

    timestamp: str
    user: str
    product: str
    event: str
    words: tuple

    @property
    def header(self):
        return ",".join((self.timestamp, self.user, self.product, self.event))


SHOP_LOG = Format("timestamp", "user_id", "product_id", "event_type", EVENTS)
WEB_TRAFFIC = Format(
    "timestamp", "user_id", "product_name", "action", ("view", "add_to_cart", "buy")
)


def names_in(header):
    """The names of the columns in a header."""
    return next(csv.reader([header]), [])
