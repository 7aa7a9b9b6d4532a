"""Logs by the names that the user and Spark give them."""

from fnmatch import fnmatchcase
from pathlib import Path

import pytest

from dzstore.log_paths import log_of, pattern_of


@pytest.mark.parametrize("name", ["logs.csv", "a b%20c.csv", "é[1]{a,b}*?.csv", "#1.csv"])
def test_a_file_is_found_again_by_its_uri(name, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    uri = (tmp_path / name).as_uri()  # RFC 8089, as Java writes it but for the slashes
    assert log_of(uri, ["other.csv", name]) == name
    assert log_of(uri, [str(tmp_path / name)]) == str(tmp_path / name)


def test_a_uri_stands_for_itself():
    log = "hdfs://namenode/logs.csv"
    assert log_of(log, ["logs.csv", log]) == log
    assert pattern_of(log) == log


def test_nothing_in_a_path_is_a_pattern():
    pattern = pattern_of("/data/a[1]{b}*?\\.csv")
    assert pattern == "file:/data/a\\[1\\]\\{b\\}\\*\\?\\\\.csv"


def test_a_path_is_of_this_machine_whatever_the_folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert pattern_of("logs.csv") == f"file:{Path(tmp_path, 'logs.csv').as_posix()}"
    assert fnmatchcase(pattern_of("logs.csv"), "file:/*")
