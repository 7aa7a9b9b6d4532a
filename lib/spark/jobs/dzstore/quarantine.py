"""The lines of logs that cannot be used, set aside."""

import os
from contextlib import suppress

from dzstore.errors import JobError
from dzstore.log_format import NO_ROWS
from dzstore.log_paths import log_of

SHOWN_TEXT_BYTES = 1000


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


def set_aside(reasons, rejected, logs, path):
    """
    Writes what cannot be used to the file `path`, as CSV `log,line,reason,text`; it appears when it
    is complete. If there is nothing, an earlier file is removed.

    reasons: as of `reasons_by_log`. rejected: gives the rows, as `rejected_rows` does.
    """
    count = sum(rows for of in reasons.values() for reason, rows in of.items() if reason)
    if count:
        _write(rejected(), logs, path)
        print(f"Set aside {count:,} lines; see {path}")
    else:
        with suppress(FileNotFoundError):
            os.remove(path)


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
                f"Cannot use {log}: {round(percent, 1):g} % of its rows are unusable, more than "
                f"the {max_rejected_percent:g} % allowed ({why}). They are in {path}; "
                "--max-rejected allows more"
            )


def _write(rejected, logs, path):
    temporary = f"{path}.{os.getpid()}.tmp"
    os.makedirs(os.path.dirname(path) or ".", exist_ok=True)
    try:
        with open(temporary, "w", encoding="utf-8", newline="") as file:
            file.write("log,line,reason,text\n")
            for row in rejected:
                text = row["text"].encode()[:SHOWN_TEXT_BYTES].decode(errors="replace")
                text = text.removesuffix("\r")
                fields = (logs[row["place"]], str(row["line"]), row["reason"], text)
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
