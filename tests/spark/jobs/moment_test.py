"""Points in time, against known seconds of the Unix clock."""

import time

import pytest

from dzstore.moment import moment


@pytest.fixture(autouse=True)
def clock_of_algiers(monkeypatch):
    """The machine's own zone, so that forgetting UTC shows."""
    monkeypatch.setenv("TZ", "Africa/Algiers")
    if hasattr(time, "tzset"):
        time.tzset()


@pytest.mark.parametrize(
    ("text", "seconds"),
    [
        ("1970-01-01T00:00Z", 0),
        ("2001-09-09T01:46:40Z", 1_000_000_000),
        ("2009-02-13T23:31:30", 1_234_567_890),  # without a zone it is UTC
        ("2001-09-09T02:46:40+01:00", 1_000_000_000),
        ("2038-01-19", 2**31 - 1 - (3 * 3600 + 14 * 60 + 7)),
    ],
)
def test_moment_is_in_seconds_since_1970(text, seconds):
    assert moment(text) == seconds


def test_moment_refuses_what_is_none():
    with pytest.raises(ValueError, match="month must be in 1..12"):
        moment("2025-13-01")
