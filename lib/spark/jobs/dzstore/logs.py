"""Event logs as DataFrames: read with an explicit schema, judged line by line."""

import csv
from dataclasses import dataclass
from functools import reduce
from pathlib import Path
from urllib.parse import urlparse
from urllib.request import url2pathname

from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as F

from dzstore.errors import JobError

EVENTS = ("view", "cart", "buy")

# ISO 8601 and RFC 3339; 60 is a leap second. Whether the calendar has the day, parsing tells.
TIMESTAMP = (
    r"^[0-9]{4}-[0-9]{2}-[0-9]{2}[T ]([01][0-9]|2[0-3]):[0-5][0-9]:([0-5][0-9]|60)"
    r"([.][0-9]+)?(Z|[+-]([01][0-9]|2[0-3]):[0-5][0-9])?\z"
)
LEAP_SECOND = r"^(.{16}):60"

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
WEB_TRAFFIC = Format("timestamp", "user_id", "product_name", "action", ("view", "add_to_cart", "buy"))


def read_logs(spark: SparkSession, logs, log_format: Format, products: DataFrame) -> DataFrame:
    """
    Every line of the logs, judged. A record is one line: what is split among many readers cannot
    have line breaks within quotes.

    logs: paths of this machine, or URIs. products: columns `key`, as the logs have it, and `name`.

    Columns: `file` (see `log_of`); `block` and `id`, from which a line's number follows; `text`;
    `time`, `user`, `event` (one of EVENTS) and `product` (its name), null if the line cannot be used;
    and `reason`, why it cannot, null if it can.
    """
    logs_by_header = {}
    for log in logs:
        logs_by_header.setdefault(_header(spark, log, log_format), []).append(log)
    known = F.broadcast(products.select("key", F.col("name").alias("known_product")))
    return reduce(
        DataFrame.unionByName,
        (
            _judged(_lines(spark, logs, header), header, log_format, known)
            for header, logs in logs_by_header.items()
        ),
    )


def log_of(file, logs):
    """Which of the logs a file is, by the URI by which Spark names it."""
    uri = urlparse(file)
    path = url2pathname(uri.path) if uri.scheme == "file" else file
    return next((log for log in logs if _absolute(log) == path), file)


def _absolute(log):
    return log if "://" in log else str(Path(log).absolute())


def _pattern(log):
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


def _header(spark, log, log_format):
    """The first line of a log, without the byte order mark and the carriage return."""
    first = spark.read.text(_pattern(log), lineSep="\n").head()
    header = first.value.lstrip("\ufeff").rstrip("\r") if first else ""
    if set(log_format.header.split(",")) <= set(_names(header)):
        return header
    found = f'line 1 is "{header[:80]}"' if first else "it is empty"
    raise JobError(f"Cannot use {log}: {found}, expected the header {log_format.header}")


def _names(header):
    return next(csv.reader([header]), [])


def _lines(spark, logs, header):
    """The lines of logs that have the same header, split into the fields `c0`, `c1`, … of `row`."""
    fields = [f"c{place} STRING" for place in range(len(_names(header)))]
    split = {
        "mode": "PERMISSIVE",
        "columnNameOfCorruptRecord": "malformed",
        "escape": '"',  # a quote within quotes is doubled (RFC 4180); Spark expects a backslash
        "maxColumns": str(LONGEST_LINE_BYTES + 1),
    }
    short = F.when(F.octet_length("text") <= LONGEST_LINE_BYTES, F.col("text"))
    return (
        spark.read.text([_pattern(log) for log in logs], lineSep="\n")
        .select(
            F.col("_metadata.file_path").alias("file"),
            F.col("_metadata.file_block_start").alias("block"),
            F.monotonically_increasing_id().alias("id"),
            _where(
                F.col("value").endswith("\r") | F.col("value").startswith("\ufeff"),
                F.regexp_replace("value", r"^\ufeff|\r\z", ""),
                F.col("value"),
            ).alias("text"),
        )
        .withColumn("row", F.from_csv(short, ", ".join([*fields, "malformed STRING"]), split))
    )


def _judged(lines, header, log_format, known):
    names = _names(header)

    def field(name):
        return F.col(f"row.c{names.index(name)}")

    written = field(log_format.timestamp)
    counted = _where(
        F.substring(written, 18, 2) == "60", F.regexp_replace(written, LEAP_SECOND, "$1:59"), written
    )
    word = field(log_format.event)
    event = F.coalesce(*(F.when(word == w, e) for w, e in zip(log_format.words, EVENTS)))
    reason = (
        F.when(F.octet_length("text") > LONGEST_LINE_BYTES, "line too long")
        .when(F.col("text") == "", BLANK)
        .when(F.col("text") == header, HEADER)
        .when(F.col("text").contains('"') & ~F.col("text").rlike(RECORD), "unpaired quotes")
        .when(F.col("row.malformed").isNotNull(), "wrong field count")
        .when(F.col("time").isNull(), "bad timestamp")
        .when(F.col("event").isNull(), "unknown event")
        .when(F.col("known_product").isNull(), "unknown product")
    )
    usable = F.col("reason").isNull()
    return (
        lines.withColumn("key", field(log_format.product))
        .join(known, "key", "left")
        .withColumn("time", F.when(written.rlike(TIMESTAMP), F.try_to_timestamp(counted)))
        .withColumn("event", event)
        .withColumn("reason", reason)
        .select(
            "file",
            "block",
            "id",
            "text",
            "reason",
            F.when(usable, F.col("time")).alias("time"),
            F.when(usable, F.coalesce(field(log_format.user), F.lit(""))).alias("user"),
            F.when(usable, F.col("event")).alias("event"),
            F.when(usable, F.col("known_product")).alias("product"),
        )
    )


def _where(condition, then, otherwise):
    """What is rarely needed is rarely computed."""
    return F.when(condition, then).otherwise(otherwise)
