"""The lines of logs that cannot be used, with their numbers."""

from pyspark.sql import DataFrame
from pyspark.sql import functions as F

from dzstore.log_format import NO_ROWS
from dzstore.log_paths import log_of


def rejected_rows(lines: DataFrame, logs):
    """
    The rows that cannot be used, in the order of `logs` and of their lines: `place` (of the log in
    `logs`), `line`, `reason` and `text`.

    lines: as of `read_logs`.
    """
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
        lines.where(F.col("reason").isNotNull() & ~F.col("reason").isin(*NO_ROWS))
        .join(F.broadcast(starts), ["file", "block"])
        .select("place", (F.col("id") + F.col("offset")).alias("line"), "reason", "text")
        .orderBy("place", "line")
        .toLocalIterator()
    )
