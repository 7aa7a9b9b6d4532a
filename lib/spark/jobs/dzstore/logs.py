"""Event logs as DataFrames: read with an explicit schema, judged line by line."""

import csv
from functools import reduce
from operator import and_

from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as F

from dzstore.errors import JobError
from dzstore.log_format import (
    BLANK,
    EVENTS,
    HEADER,
    LONGEST_LINE_BYTES,
    RECORD,
    Format,
    fault_of,
    names_in,
)
from dzstore.log_paths import pattern_of
from dzstore.time_columns import is_time, time_of
from dzstore.times import UNZONED, form_of

# So many lines of a log tell how its times are written, as a rule.
SAMPLE_LINES = 100


def read_logs(spark: SparkSession, logs, log_format: Format, products: DataFrame) -> DataFrame:
    """
    Every line of the logs, judged. A record is one line: what is split among many readers cannot
    have line breaks within quotes.

    logs: paths of this machine, or URIs. products: columns `key`, as the logs have it, and `name`.

    Columns: `file` (see `log_paths.log_of`); `block` and `id`, from which a line's number follows;
    `text`; `time`, `user`, `event` (one of EVENTS) and `product` (its name), null if the line
    cannot be used; and `reason`, why it cannot, null if it can.
    """
    logs_by_kind = {}
    for log in logs:
        logs_by_kind.setdefault(_header_and_form(spark, log, log_format), []).append(log)
    unzoned = [log for (_, form), logs in logs_by_kind.items() for log in logs if form == UNZONED]
    if unzoned:
        names = ", ".join(unzoned)
        print(f"{names}: the times have no time zone, so they are taken for UTC")
    known = F.broadcast(products.select("key", F.col("name").alias("known_product")))
    return reduce(
        DataFrame.unionByName,
        (
            _judged(_lines(spark, logs, header), header, form, log_format, known)
            for (header, form), logs in logs_by_kind.items()
        ),
    )


def _header_and_form(spark, log, log_format):
    """
    The first line of a log, without the byte order mark and the carriage return; and how its times
    are written (see `form_of`).
    """
    first, *others = [
        row.value for row in spark.read.text(pattern_of(log), lineSep="\n").head(SAMPLE_LINES)
    ] or [None]
    header = first.lstrip("\ufeff").rstrip("\r") if first else ""
    fault = "it is empty, expected a header" if first is None else fault_of(header, log_format)
    if fault is not None:
        raise JobError(f"Cannot use {log}: {fault}")
    names = names_in(header)
    place = names.index(log_format.timestamp)
    for line in others:
        fields = _fields(line)
        form = form_of(fields[place]) if len(fields) == len(names) else None
        if form:
            return header, form
    if len(others) + 1 < SAMPLE_LINES:
        return header, None
    time = F.col(f"row.c{place}")
    whole = F.col("row.malformed").isNull() & ~_has_unpaired_quotes(F.col("text"))
    lines = _lines(spark, [log], header).where(whole & is_time(time))
    forms = (form_of(row[0]) for row in lines.select(time).toLocalIterator())
    return header, next((form for form in forms if form), None)


def _fields(line):
    """The fields of a line, none if it cannot be a row."""
    text = line.rstrip("\r")
    try:
        return next(csv.reader([text], strict=True), []) if len(text) <= LONGEST_LINE_BYTES else []
    except csv.Error:
        return []


def _has_unpaired_quotes(text):
    return text.contains('"') & ~text.rlike(RECORD)


def _lines(spark, logs, header):
    """The lines of logs that have the same header, split into the fields `c0`, `c1`, … of `row`."""
    fields = [f"c{place} STRING" for place in range(len(names_in(header)))]
    split = {
        "mode": "PERMISSIVE",
        "columnNameOfCorruptRecord": "malformed",
        "escape": '"',  # a quote within quotes is doubled (RFC 4180); Spark expects a backslash
        "maxColumns": str(LONGEST_LINE_BYTES + 1),
    }
    short = F.when(F.octet_length("text") <= LONGEST_LINE_BYTES, F.col("text"))
    return (
        spark.read.text([pattern_of(log) for log in logs], lineSep="\n")
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


def _judged(lines, header, form, log_format, known):
    names = names_in(header)

    def field(name):
        return F.col(f"row.c{names.index(name)}")

    written = field(log_format.timestamp)
    word = field(log_format.event)
    event = F.coalesce(*(F.when(word == w, e) for w, e in zip(log_format.words, EVENTS)))
    reason = (
        F.when(F.octet_length("text") > LONGEST_LINE_BYTES, "line too long")
        .when(F.col("text") == "", BLANK)
        .when(_has_unpaired_quotes(F.col("text")), "unpaired quotes")
        .when(F.col("row.malformed").isNotNull(), "wrong field count")
        .when(reduce(and_, (field(name) == name for name in log_format.columns)), HEADER)
        .when(F.col("time").isNull(), "bad timestamp")
        .when(F.col("event").isNull(), "unknown event")
        .when(F.col("known_product").isNull(), "unknown product")
    )
    usable = F.col("reason").isNull()
    return (
        lines.withColumn("key", field(log_format.product))
        .join(known, "key", "left")
        .withColumn("time", time_of(written, form))
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
