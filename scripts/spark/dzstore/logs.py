"""Event logs as DataFrames: read with an explicit schema, judged line by line."""

import csv
import os
from dataclasses import dataclass
from urllib.parse import unquote, urlparse

from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as F

from dzstore.errors import JobError

EVENTS = ("view", "cart", "buy")

# ISO 8601 and RFC 3339; 60 is a leap second. Whether the calendar has the day, parsing tells.
TIMESTAMP = (
    r"^[0-9]{4}-[0-9]{2}-[0-9]{2}[T ]([01][0-9]|2[0-3]):[0-5][0-9]:([0-5][0-9]|60)"
    r"([.][0-9]+)?(Z|[+-]([01][0-9]|2[0-3]):[0-5][0-9])?$"
)
LEAP_SECOND = r"^(.{16}):60"

# RFC 4180. Possessive quantifiers (++, *+) keep the matcher from going back, and off its stack.
FIELD = r'("([^"]++|"")*+"|[^",]*+)'
RECORD = f"^{FIELD}(,{FIELD})*+$"

LONGEST_LINE_BYTES = 65_536
SHOWN_TEXT = 1000

# A repeated header has no timestamp where one should be.
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
WEB_TRAFFIC = Format(
    "timestamp", "user_id", "product_name", "action", ("view", "add_to_cart", "buy")
)


def read_logs(spark: SparkSession, paths, log_format: Format, products: DataFrame) -> DataFrame:
    """
    Every line of the logs, judged. A record is one line: what is split among many readers cannot
    have line breaks within quotes.

    products: columns `key`, as the logs have it, and `name`.

    Columns: `file`; `block` and `id`, from which a line's number follows; `text`; `time`, `user`,
    `event` (one of EVENTS) and `product` (its name), null if the line cannot be used; and `reason`,
    why it cannot, null if it can.
    """
    paths_by_header = {}
    for path in paths:
        paths_by_header.setdefault(_header(spark, path, log_format), []).append(path)
    same_header = [
        _judged(_lines(spark, paths, header), log_format, products)
        for header, paths in paths_by_header.items()
    ]
    logs, *others = same_header
    for other in others:
        logs = logs.unionByName(other)
    return logs


def path_of(file):
    """The path of a file as Spark names it, a URI."""
    uri = urlparse(file)
    return unquote(uri.path) if uri.scheme == "file" else file


def _header(spark, path, log_format):
    """The first line of a log, without the byte order mark and the carriage return."""
    first = spark.read.text(path, lineSep="\n").head()
    header = first.value.lstrip("\ufeff").rstrip("\r") if first else ""
    needed = log_format.header.split(",")
    if set(needed) <= set(next(csv.reader([header]), [])):
        return header
    found = f'line 1 is "{header[:80]}"' if first else "it is empty"
    raise JobError(f"Cannot use {path}: {found}, expected the header {log_format.header}")


def _lines(spark, paths, header):
    """The lines of logs that have the same header, split into the fields of `row`."""
    schema = ", ".join(f"`{name}` STRING" for name in next(csv.reader([header])))
    split = {
        "mode": "PERMISSIVE",
        "columnNameOfCorruptRecord": "malformed",
        "escape": '"',  # a quote within quotes is doubled (RFC 4180); Spark expects a backslash
    }
    return (
        spark.read.text(paths, lineSep="\n")
        .select(
            F.col("_metadata.file_path").alias("file"),
            F.col("_metadata.file_block_start").alias("block"),
            F.monotonically_increasing_id().alias("id"),
            F.regexp_replace("value", "^\ufeff|\r$", "").alias("text"),
        )
        .withColumn("row", F.from_csv("text", f"{schema}, malformed STRING", split))
        .withColumn("is_header", F.col("text") == header)
    )


def _judged(lines, log_format, products):
    written = F.regexp_replace(F.col(f"row.`{log_format.timestamp}`"), LEAP_SECOND, "$1:59")
    word = F.col(f"row.`{log_format.event}`")
    event = F.coalesce(*(F.when(word == w, e) for w, e in zip(log_format.words, EVENTS)))
    known = F.broadcast(products.select(F.col("key"), F.col("name").alias("known_product")))
    reason = (
        F.when(F.octet_length("text") > LONGEST_LINE_BYTES, "line too long")
        .when(F.col("text") == "", BLANK)
        .when(F.col("is_header"), HEADER)
        .when(F.col("text").contains('"') & ~F.col("text").rlike(RECORD), "unpaired quotes")
        .when(F.col("row.malformed").isNotNull(), "wrong field count")
        .when(F.col("time").isNull(), "bad timestamp")
        .when(F.col("event").isNull(), "unknown event")
        .when(F.col("known_product").isNull(), "unknown product")
    )
    usable = F.col("reason").isNull()
    return (
        lines.withColumn("key", F.col(f"row.`{log_format.product}`"))
        .join(known, "key", "left")
        .withColumn("time", F.when(written.rlike(TIMESTAMP), F.try_to_timestamp(written)))
        .withColumn("event", event)
        .withColumn("reason", reason)
        .select(
            "file",
            "block",
            "id",
            "text",
            "reason",
            F.when(usable, F.col("time")).alias("time"),
            F.when(usable, F.coalesce(f"row.`{log_format.user}`", F.lit(""))).alias("user"),
            F.when(usable, F.col("event")).alias("event"),
            F.when(usable, F.col("known_product")).alias("product"),
        )
    )


def write_quarantine(logs: DataFrame, paths, quarantine):
    """
    Writes the lines that cannot be used as CSV, `log,line,reason,text`; the file appears when it is
    complete.

    paths: the logs, in the order in which the lines are to come.
    """
    first_of_block = (
        logs.groupBy("file", "block").agg(F.min("id").alias("first"), F.count("*").alias("lines"))
    )
    before = {}
    starts = []
    for row in first_of_block.orderBy("file", "block").collect():
        lines_before = before.get(row["file"], 0)
        starts.append((row["file"], row["block"], lines_before + 1 - row["first"]))
        before[row["file"]] = lines_before + row["lines"]
    offsets = logs.sparkSession.createDataFrame(starts, "file STRING, block BIGINT, offset BIGINT")
    rejected = (
        logs.where(F.col("reason").isNotNull() & (F.col("reason") != BLANK))
        .join(F.broadcast(offsets), ["file", "block"])
        .select("file", (F.col("id") + F.col("offset")).alias("line"), "reason", "text")
        .where((F.col("reason") != HEADER) | (F.col("line") > 1))
        .orderBy("file", "line")
    )
    names = {os.path.realpath(path): path for path in paths}
    temporary = f"{quarantine}.tmp"
    os.makedirs(os.path.dirname(quarantine) or ".", exist_ok=True)
    with open(temporary, "w", encoding="utf-8", newline="") as file:
        table = csv.writer(file, lineterminator="\n")
        table.writerow(["log", "line", "reason", "text"])
        for row in rejected.toLocalIterator():
            path = path_of(row["file"])
            reason = "bad timestamp" if row["reason"] == HEADER else row["reason"]
            table.writerow([names.get(path, path), row["line"], reason, row["text"][:SHOWN_TEXT]])
    os.replace(temporary, quarantine)
