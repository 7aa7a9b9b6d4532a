"""The patterns of logs, against the examples of RFC 3339 and RFC 4180."""

import re
import sys

import pytest

from dzstore.log_format import LEAP_SECOND, RECORD, SHOP_LOG, TIMESTAMP, WEB_TRAFFIC, names_in


def matches(java_pattern, text):
    """Whether a pattern of Java's finds something; Python has some of its signs only of late."""
    pattern = java_pattern.replace(r"\z", r"\Z")
    if sys.version_info < (3, 11):
        pattern = pattern.replace("*+", "*").replace("++", "+")
    return re.search(pattern, text) is not None


@pytest.mark.parametrize(
    "text",
    [
        "1985-04-12T23:20:50.52Z",
        "1996-12-19T16:39:57-08:00",
        "1990-12-31T23:59:60Z",
        "1990-12-31T15:59:60-08:00",
        "1937-01-01T12:00:27.87+00:20",
        "2025-11-28 20:00:00",
    ],
)
def test_a_timestamp_is_as_in_rfc_3339_section_5_8_or_without_a_zone(text):
    assert matches(TIMESTAMP, text)


@pytest.mark.parametrize(
    "text",
    [
        "2025-11-28",
        "2025-11-28T24:00:00",
        "2025-11-28T20:60:00",
        "2025-11-28T20:00:61",
        "2025-11-28T20:00",
        "2025-11-28T20:00:00.",
        "2025-11-28T20:00:00+1:00",
        "28/11/2025 20:00:00",
        "2025-11-28T20:00:00\n",
        "٢٠٢٥-11-28T20:00:00",
    ],
)
def test_what_is_no_timestamp_is_refused(text):
    assert not matches(TIMESTAMP, text)


def test_a_leap_second_is_found_where_the_seconds_are():
    assert re.sub(LEAP_SECOND, r"\1:59", "1990-12-31T23:59:60Z") == "1990-12-31T23:59:59Z"
    assert re.sub(LEAP_SECOND, r"\1:59", "1990-12-31T23:60:00Z") == "1990-12-31T23:60:00Z"


@pytest.mark.parametrize(
    "line",
    ["aaa,bbb,ccc", '"aaa","bbb","ccc"', '"aaa","b""bb","ccc"', 'zzz,"y,y",', "", '""', ",,"],
)
def test_a_record_is_as_in_rfc_4180_section_2(line):
    assert matches(RECORD, line)


@pytest.mark.parametrize("line", ['a"b,c', '"a"b,c', 'a,"b', '"a""', 'a,"b"c"', '"a" ,b'])
def test_a_record_with_unpaired_quotes_is_none(line):
    assert not matches(RECORD, line)


def test_the_longest_line_without_an_end_of_its_quotes_is_refused_at_once():
    assert not matches(RECORD, '"' + 'a""' * 20_000)


def test_the_names_of_columns_may_be_in_quotes():
    assert names_in('timestamp,"user, id",product_id') == ["timestamp", "user, id", "product_id"]
    assert names_in("") == []


def test_the_headers_are_those_of_the_assignment():
    assert SHOP_LOG.header == "timestamp,user_id,product_id,event_type"
    assert WEB_TRAFFIC.header == "timestamp,user_id,product_name,action"
