"""The patterns of logs, against the examples of RFC 4180."""

import re
import sys

import pytest

from dzstore.log_format import RECORD, SHOP_LOG, WEB_TRAFFIC, fault_of, names_in


def matches(java_pattern, text):
    """Whether a pattern of Java's finds something; Python has some of its signs only of late."""
    pattern = java_pattern.replace(r"\z", r"\Z")
    if sys.version_info < (3, 11):
        pattern = pattern.replace("*+", "*").replace("++", "+")
    return re.search(pattern, text) is not None


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


def test_a_header_names_each_column_that_is_read_and_once():
    assert fault_of("note,event_type,user_id,product_id,timestamp,note", SHOP_LOG) is None
    assert fault_of(f"{SHOP_LOG.header},product_id", SHOP_LOG) == (
        "line 1 names the column product_id twice"
    )
    assert fault_of("timestamp,user_id", SHOP_LOG) == (
        f'line 1 is "timestamp,user_id", expected the header {SHOP_LOG.header}'
    )
