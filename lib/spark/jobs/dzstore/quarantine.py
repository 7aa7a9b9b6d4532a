"""The lines of logs that cannot be used, set aside."""

import os
from contextlib import suppress

from pyspark.sql import DataFrame
from pyspark.sql import functions as F

from dzstore.errors import JobError
from dzstore.logs import BLANK, HEADER, log_of

BAD_HEADER = "bad timestamp"  # a header further down has none where one should be
SHOWN_TEXT_BYTES = 1000


def set_aside(lines: DataFrame, counts, logs, path):
    """
    Writes what cannot be used to the file `path`, as CSV `log,line,reason,text` in the order of `logs`;
    it appears when it is complete. If there is nothing, an earlier file is removed.

    lines: as of `read_logs`. counts: `(file, reason, rows)` of all of them.

    Returns, by log, how many rows there are by reason; None is the reason of the usable ones.
    """
    reasons = {log: {} for log in logs}
    for file, reason, rows in counts:
        reasons[log_of(file, logs)][reason] = rows
    for of in reasons.values():
        of.pop(BLANK, None)
        more_headers = of.pop(HEADER, 1) - 1
        if more_headers:
            of[BAD_HEADER] = of.get(BAD_HEADER, 0) + more_headers
    rejected = sum(rows for of in reasons.values() for reason, rows in of.items() if reason)
    if rejected:
        _write(_rejected(lines, logs), logs, path)
        print(f"Set aside {rejected:,} lines; see {path}")
    else:
        with suppress(FileNotFoundError):
            os.remove(path)
    return reasons


def require_usable(reasons, max_rejected_percent, path):
    """Fails if a log has no rows, or if more of them than so many percent cannot be used."""
    for log, of in reasons.items():
        rows, usable = sum(of.values()), of.get(None, 0)
        if rows == 0:
            raise JobError(f"Cannot use {log}: it has a header and no rows")
        percent = 100 * (rows - usable) / rows
        if percent > max_rejected_percent:
            why = "; ".join(f"{count} {reason}" for reason, count in of.items() if reason)
            raise JobError(
                f"Cannot use {log}: {round(percent, 1):g} % of its rows are unusable, more than the "
                f"{max_rejected_percent:g} % allowed ({why}). They are in {path}; --max-rejected "
                "allows more"
            )


def _rejected(lines, logs):
    """The rows that cannot be used, with the number of their line, in order."""
    blocks = lines.groupBy("file", "block").agg(F.min("id").alias("first"), F.count("*").alias("n"))
    lines_before, starts = {}, []
    for row in blocks.orderBy("file", "block").collect():
        before = lines_before.get(row["file"], 0)
        place = logs.index(log_of(row["file"], logs))
        starts.append((row["file"], row["block"], before + 1 - row["first"], place))
        lines_before[row["file"]] = before + row["n"]
    starts = lines.sparkSession.createDataFrame(
        starts, "file STRING, block BIGINT, offset BIGINT, place INT"
    )
    return (
        lines.where(F.col("reason").isNotNull() & (F.col("reason") != BLANK))
        .join(F.broadcast(starts), ["file", "block"])
        .select("place", (F.col("id") + F.col("offset")).alias("line"), "reason", "text")
        .where((F.col("reason") != HEADER) | (F.col("line") > 1))
        .orderBy("place", "line")
    )


def _write(rejected, logs, path):
    temporary = f"{path}.{os.getpid()}.tmp"
    os.makedirs(os.path.dirname(path) or ".", exist_ok=True)
    try:
        with open(temporary, "w", encoding="utf-8", newline="") as file:
            file.write("log,line,reason,text\n")
            for row in rejected.toLocalIterator():
                text = row["text"].encode()[:SHOWN_TEXT_BYTES].decode(errors="replace")
                reason = BAD_HEADER if row["reason"] == HEADER else row["reason"]
                fields = (logs[row["place"]], str(row["line"]), reason, text.removesuffix("\r"))
                file.write(",".join(map(_field, fields)) + "\n")
        os.replace(temporary, path)
    except BaseException:
        with suppress(FileNotFoundError):
            os.remove(temporary)
        raise


def _field(text):
    """A field of CSV: in quotes if RFC 4180 wants them. (`csv` leaves out the carriage return.)"""
    quoted = any(char in text for char in '",\r\n')
    return '"' + text.replace('"', '""') + '"' if quoted else text
