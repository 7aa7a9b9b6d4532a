"""The lines of logs that cannot be used, set aside."""

import os
from contextlib import suppress
from itertools import groupby, islice
from operator import itemgetter

from dzstore.errors import JobError
from dzstore.log_format import NO_ROWS
from dzstore.log_paths import log_of

SHOWN_TEXT_BYTES = 1000
# So many lines are kept of a log, and of one that cannot be used: they show what is wrong with it.
MOST_LINES, SAMPLE_LINES = 1_000_000, 1000


def reasons_by_log(counts, logs):
    """
    By log, how many rows there are by reason; None is the reason of the usable ones.

    counts: `(file, reason, rows)` of all lines.
    """
    reasons = {log: {} for log in logs}
    for file, reason, rows in counts:
        reasons[log_of(file, logs)][reason] = rows
    for of in reasons.values():
        for reason in NO_ROWS:
            of.pop(reason, None)
    return reasons


def set_aside(reasons, max_rejected_percent, rejected, logs, path):
    """
    Writes what cannot be used to the file `path`, as CSV `log,line,reason,text`; it appears when it
    is complete. If there is nothing, an earlier file is removed. Of each log so many lines are kept
    as there is a use for; the last one says how many are left out.

    reasons: as of `reasons_by_log`. rejected: gives the rows, as `rejected_rows` does.
    """
    counts = [_unusable(reasons[log]) for log in logs]
    kept = [_kept(reasons[log], max_rejected_percent) for log in logs]
    if any(counts):
        _write(rejected(), list(zip(logs, counts, kept)), path)
        left_out = sum(counts) - sum(kept)
        and_not = f", and left out {left_out:,} more" if left_out else ""
        print(f"Set aside {sum(kept):,} lines{and_not}; see {path}")
    else:
        with suppress(FileNotFoundError):
            os.remove(path)


def require_usable(reasons, max_rejected_percent, path):
    """Fails if a log has no rows, or if more of them than so many percent cannot be used."""
    for log, of in reasons.items():
        if sum(of.values()) == 0:
            raise JobError(f"Cannot use {log}: it has a header and no rows")
        if _fails(of, max_rejected_percent):
            why = "; ".join(f"{count} {reason}" for reason, count in of.items() if reason)
            kept = _kept(of, max_rejected_percent)
            where = "They are" if kept == _unusable(of) else f"The first {kept:,} of them are"
            raise JobError(
                f"Cannot use {log}: {round(_percent(of), 1):g} % of its rows are unusable, more "
                f"than the {max_rejected_percent:g} % allowed ({why}). {where} in {path}; "
                "--max-rejected allows more"
            )


def _unusable(of):
    return sum(rows for reason, rows in of.items() if reason)


def _percent(of):
    return 100 * _unusable(of) / max(sum(of.values()), 1)


def _fails(of, max_rejected_percent):
    return _percent(of) > max_rejected_percent


def _kept(of, max_rejected_percent):
    """How many lines of a log are set aside."""
    limit = SAMPLE_LINES if _fails(of, max_rejected_percent) else MOST_LINES
    return min(_unusable(of), limit)


def _write(rejected, logs, path):
    """logs: `(log, rows that cannot be used, how many of them are kept)`."""
    temporary = f"{path}.{os.getpid()}.tmp"
    os.makedirs(os.path.dirname(path) or ".", exist_ok=True)
    try:
        with open(temporary, "w", encoding="utf-8", newline="") as file:
            file.write("log,line,reason,text\n")
            for place, rows in groupby(rejected, key=itemgetter("place")):
                log, count, kept = logs[place]
                for row in islice(rows, kept):
                    text = row["text"].encode()[:SHOWN_TEXT_BYTES].decode(errors="replace")
                    text = text.removesuffix("\r")
                    _write_line(file, log, row["line"], row["reason"], text)
                if count > kept:
                    more = f"{count - kept:,} more line{'' if count - kept == 1 else 's'}"
                    _write_line(file, log, "", "left out", more)
        os.replace(temporary, path)
    except BaseException:
        with suppress(FileNotFoundError):
            os.remove(temporary)
        raise


def _write_line(file, *fields):
    file.write(",".join(_field(str(field)) for field in fields) + "\n")


def _field(text):
    """A field of CSV: in quotes if RFC 4180 wants them. (`csv` leaves out the carriage return.)"""
    quoted = any(char in text for char in '",\r\n')
    return '"' + text.replace('"', '""') + '"' if quoted else text
