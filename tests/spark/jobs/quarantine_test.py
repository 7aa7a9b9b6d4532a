"""What happens to the lines that cannot be used."""

import csv

import pytest

from dzstore.errors import JobError
from dzstore.quarantine import (
    SAMPLE_LINES,
    SHOWN_TEXT_BYTES,
    reasons_by_log,
    require_usable,
    set_aside,
)

LOG = "/data/logs.csv"
FILE = "file:///data/logs.csv"


def row(line, reason, text, place=0):
    return {"place": place, "line": line, "reason": reason, "text": text}


def written(rows, path, logs=(LOG,)):
    reasons = {LOG: {"unknown event": len(rows)}}
    set_aside(reasons, 100, lambda: iter(rows), list(logs), str(path))
    return path.read_bytes().decode()


def test_rows_read_are_rows_kept_plus_rows_set_aside():
    counts = [(FILE, None, 90), (FILE, "bad timestamp", 7), (FILE, "unknown event", 3)]
    of = reasons_by_log(counts, [LOG])[LOG]
    assert sum(of.values()) == 100
    assert of[None] == 90


def test_headers_and_blank_lines_are_no_rows():
    counts = [(FILE, None, 5), (FILE, "header", 3), (FILE, "blank", 4), (FILE, "bad timestamp", 1)]
    assert reasons_by_log(counts, [LOG]) == {LOG: {None: 5, "bad timestamp": 1}}
    assert reasons_by_log([(FILE, "header", 1)], [LOG]) == {LOG: {}}


def test_a_log_without_rows_cannot_be_used():
    with pytest.raises(JobError, match=r"^Cannot use a\.csv: it has a header and no rows$"):
        require_usable({"a.csv": {}}, 5, "q.csv")


def test_a_log_is_used_up_to_so_many_percent_and_not_beyond():
    require_usable({"a.csv": {None: 95, "unknown event": 5}}, 5, "q.csv")
    require_usable({"a.csv": {"unknown event": 5}}, 100, "q.csv")
    with pytest.raises(JobError) as error:
        require_usable({"a.csv": {None: 94, "unknown event": 5, "bad timestamp": 1}}, 5, "q.csv")
    assert str(error.value) == (
        "Cannot use a.csv: 6 % of its rows are unusable, more than the 5 % allowed "
        "(5 unknown event; 1 bad timestamp). They are in q.csv; --max-rejected allows more"
    )


def test_a_field_is_in_quotes_where_rfc_4180_wants_them(tmp_path):
    text = 'say "hi", please'
    assert written([row(7, "unknown event", text)], tmp_path / "q.csv") == (
        'log,line,reason,text\n/data/logs.csv,7,unknown event,"say ""hi"", please"\n'
    )


def test_a_csv_library_reads_what_was_set_aside(tmp_path):
    texts = ["plain", "a,b", '"', 'a "b"', "", "x\ry", "né", "  "]
    path = tmp_path / "q.csv"
    written([row(n, "unknown event", text) for n, text in enumerate(texts, 2)], path)
    with open(path, encoding="utf-8", newline="") as file:
        found = list(csv.DictReader(file))
    assert [line["text"] for line in found] == texts
    assert [line["line"] for line in found] == [str(n) for n in range(2, 2 + len(texts))]


def test_a_long_line_is_cut_and_a_cut_character_replaced(tmp_path):
    path = tmp_path / "q.csv"
    text = "x" * (SHOWN_TEXT_BYTES - 1) + "é" * 50  # é has two bytes in UTF-8
    shown = written([row(2, "line too long", text)], path).split(",")[-1]
    assert shown == "x" * (SHOWN_TEXT_BYTES - 1) + "\ufffd\n"


def test_a_carriage_return_is_left_out(tmp_path):
    assert written([row(9, "bad timestamp", "a;b\r")], tmp_path / "q.csv").endswith(
        ",9,bad timestamp,a;b\n"
    )


def test_of_a_log_that_fails_a_sample_is_kept_and_of_others_all(tmp_path):
    path, n = tmp_path / "q.csv", SAMPLE_LINES + 1234
    reasons = {LOG: {"unknown event": n}, "b.csv": {None: 99 * n, "bad timestamp": n}}
    rows = [row(line, "unknown event", "x") for line in range(n)]
    others = [row(line, "bad timestamp", "y", 1) for line in range(n)]
    set_aside(reasons, 5, lambda: iter(rows + others), [LOG, "b.csv"], str(path))
    with open(path, encoding="utf-8", newline="") as file:
        found = list(csv.DictReader(file))
    assert len(found) == SAMPLE_LINES + 1 + n
    assert list(found[SAMPLE_LINES].values()) == [LOG, "", "left out", "1,234 more lines"]
    assert found[-1]["line"] == str(n - 1)
    with pytest.raises(JobError, match=r"The first 1,000 of them are in q\.csv"):
        require_usable(reasons, 5, "q.csv")


def test_if_nothing_is_set_aside_an_earlier_file_goes(tmp_path):
    path = tmp_path / "q.csv"
    path.write_text("old")
    set_aside({LOG: {None: 3}}, 5, lambda: pytest.fail("nothing to ask for"), [LOG], str(path))
    assert not path.exists()
    set_aside({LOG: {None: 3}}, 5, list, [LOG], str(path))


def test_if_it_fails_on_the_way_the_earlier_file_stays_and_nothing_else(tmp_path):
    def breaks():
        yield row(2, "unknown event", "x")
        raise RuntimeError("Spark is gone")

    path = tmp_path / "q.csv"
    path.write_text("old")
    with pytest.raises(RuntimeError, match="Spark is gone"):
        set_aside({LOG: {"unknown event": 2}}, 100, breaks, [LOG], str(path))
    assert [(file.name, file.read_text()) for file in tmp_path.iterdir()] == [("q.csv", "old")]
