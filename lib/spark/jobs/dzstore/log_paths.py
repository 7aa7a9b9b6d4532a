"""Logs by what a user calls them, and by what Spark calls them."""

from pathlib import Path
from urllib.parse import urlparse
from urllib.request import url2pathname


def log_of(file, logs):
    """Which of the logs a file is, by the URI by which Spark names it."""
    uri = urlparse(file)
    path = url2pathname(uri.path) if uri.scheme == "file" else file
    return next((log for log in logs if _absolute(log) == path), file)


def _absolute(log):
    return log if "://" in log else str(Path(log).absolute())


def pattern_of(log):
    """
    Where Spark is to look for a log: for a path on this machine, and not in HDFS, whatever is the
    default; and nothing in it is a pattern.
    """
    if "://" in log:
        return log
    path = "".join(
        f"\\{char}" if char in "{}[]*?\\" else char for char in Path(log).absolute().as_posix()
    )
    return f"file:{path}" if path.startswith("/") else f"file:/{path}"
