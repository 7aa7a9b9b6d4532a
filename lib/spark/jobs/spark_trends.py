"""
The trends of the store with Spark: counts the logs and replaces `analytics_trends`,
`hot_right_now`, `trend_breakdowns` and, if there is a log of the web tracker, `trending_products`.

    MONGODB_URI=… spark-submit --packages org.mongodb.spark:mongo-spark-connector_2.12:10.5.0 \\
        spark_trends.py --logs data/logs.csv
"""

import os
import time
from functools import reduce

from pyspark.sql import DataFrame, Window
from pyspark.sql import functions as F

from dzstore import job
from dzstore.breakdown_documents import breakdown_documents
from dzstore.end_of_log import ahead_line, end_of_log
from dzstore.hot import hot_products
from dzstore.log_format import EVENTS, SHOP_LOG, WEB_TRAFFIC
from dzstore.logs import read_logs
from dzstore.moment import moment
from dzstore.quarantine import reasons_by_log, require_usable, set_aside
from dzstore.rejected_rows import rejected_rows
from dzstore.weighted_views import weigh
from dzstore.weighting import Weighting

TIME_ZONE = "Africa/Algiers"  # whose hours and days they are
UNKNOWN_CITY = "unknown"

RATE = "STRUCT<rate: DOUBLE, low: DOUBLE, high: DOUBLE>"
HOT = "rank INT, product_name STRING, views DOUBLE, baseline DOUBLE, score DOUBLE"
BREAKDOWN = (
    "dimension STRING, value STRING, position INT, views BIGINT, carts BIGINT, buys BIGINT, "
    f"view_to_cart {RATE}, cart_to_buy {RATE}, view_to_buy {RATE}, products INT"
)


def trends(spark, store, options):
    """Counts the logs, finds the trends and publishes them."""
    store.require("compute trends", "products", "users")
    products = store.read("products", "_id STRING, name STRING, category STRING").cache()
    users = store.read("users", "user_id INT, city STRING")

    # One pass over the logs. Users are counted before they are joined with their cities, so that
    # the join sees one row per user and event instead of one per line.
    by_id = products.select(F.col("_id").alias("key"), "name")
    logs = read_logs(spark, options.logs, SHOP_LOG, by_id)
    counts = count(logs, ["product", "event", "hour"], ["user", "event"])
    set_aside_unusable(counts, logs, options.logs, options, "logs.csv")
    hourly = counts.where("hour IS NOT NULL").select("product", "event", "hour", "rows")
    by_city = (
        counts.where("user IS NOT NULL")
        .join(users.select(F.col("user_id").cast("string").alias("user"), "city"), "user", "left")
        .withColumn("city", F.coalesce("city", F.lit(UNKNOWN_CITY)))
    )

    versions = {
        "analytics_trends": (most_viewed(hourly, options.top), "rank"),
        "hot_right_now": (hot_right_now(spark, hourly, products, options), "rank"),
        "trend_breakdowns": (breakdowns(spark, hourly, by_city, products), "dimension,position"),
    }
    if options.web_traffic:
        by_name = products.select(F.col("name").alias("key"), "name")
        traffic = read_logs(spark, [options.web_traffic], WEB_TRAFFIC, by_name)
        by_product = count(traffic, ["product", "event"])
        set_aside_unusable(by_product, traffic, [options.web_traffic], options, "web_traffic.csv")
        trending = by_product.where("event = 'view'").select(
            F.col("product").alias("product_name"), F.col("rows").alias("count")
        )
        versions["trending_products"] = (trending, "product_name")

    rows_out = store.publish(
        {
            name: lambda staging, frame=frame, key=key: store.write(frame, staging, key)
            for name, (frame, key) in versions.items()
        }
    )
    versions["analytics_trends"][0].orderBy("rank").show(truncate=False)
    return {"rows_out": rows_out}


def count(logs, *sets):
    """
    How many lines of the logs there are by `file` and `reason` (null: usable), and of the usable
    ones by each of the sets of columns, all from one pass.

    Columns: all of these, null in the rows of the other sets, and `rows`.
    """
    columns = sorted({column for of in sets for column in of})
    hour = F.floor(F.unix_seconds("time") / 3600)
    lines = logs.withColumn("hour", hour).withColumn("usable", F.col("reason").isNull())
    grouping_sets = ", ".join(f"(usable, {', '.join(of)})" for of in sets)
    return logs.sparkSession.sql(
        f"""
            SELECT file, reason, {", ".join(columns)}, count(*) AS rows
            FROM {{lines}}
            GROUP BY GROUPING SETS ((usable, file, reason), {grouping_sets})
            HAVING usable OR file IS NOT NULL
        """,
        lines=lines,
    ).cache()


def set_aside_unusable(counts, lines, logs, options, file):
    """Sets aside the lines that cannot be used, fails if they are too many."""
    of_lines = counts.where("file IS NOT NULL").select("file", "reason", "rows").collect()
    path = os.path.join(options.quarantine, file)
    reasons = reasons_by_log(of_lines, logs)
    set_aside(reasons, options.max_rejected, lambda: rejected_rows(lines, logs), logs, path)
    require_usable(reasons, options.max_rejected, path)


def most_viewed(hourly, top):
    """The `top` most viewed products, ties by name: documents of `analytics_trends`."""
    best_first = Window.orderBy(F.desc("views"), "product_name")
    return (
        hourly.where("event = 'view'")
        .groupBy(F.col("product").alias("product_name"))
        .agg(F.sum("rows").alias("views"))
        .orderBy(F.desc("views"), "product_name")
        .limit(top)
        .select(F.row_number().over(best_first).alias("rank"), "product_name", "views")
    )


def hot_right_now(spark, hourly, products, options):
    """What is viewed more than its own past explains: documents of `hot_right_now`."""
    views = hourly.where("event = 'view'")
    if options.as_of is not None:
        end_hour = int(options.as_of // 3600)
    else:
        rows = hourly.groupBy("hour").agg(F.sum("rows").alias("rows")).orderBy("hour").collect()
        end_hour, ahead, newest = end_of_log(
            [(row["hour"], row["rows"]) for row in rows], int(time.time() // 3600)
        )
        if ahead:
            print(ahead_line(end_hour, ahead, newest))
    weighted, windows = weigh(views, end_hour, Weighting(options.half_life))
    names = [row["name"] for row in products.select("name").collect()]
    return spark.createDataFrame(
        hot_products(weighted.collect(), windows.collect(), names) or [], HOT
    )


def breakdowns(spark, hourly, by_city, products):
    """The events by all, hour, weekday, category and city: documents of `trend_breakdowns`."""
    local = F.from_utc_timestamp(F.timestamp_seconds(F.col("hour") * 3600), TIME_ZONE)
    categories = products.select(F.col("name").alias("product"), "category")
    values = [
        ("all", hourly, F.lit("all")),
        ("hour", hourly, F.date_format(local, "HH")),
        ("weekday", hourly, F.date_format(local, "EEEE")),
        ("category", hourly.join(F.broadcast(categories), "product"), F.col("category")),
        ("city", by_city, F.col("city")),
    ]
    events = reduce(
        DataFrame.unionByName,
        (
            frame.select(F.lit(dimension).alias("dimension"), value.alias("value"), "event", "rows")
            for dimension, frame, value in values
        ),
    )
    counts = {
        (row["dimension"], row["value"]): (row["view"], row["cart"], row["buy"])
        for row in events.groupBy("dimension", "value")
        .pivot("event", EVENTS)
        .agg(F.sum("rows"))
        .na.fill(0)
        .collect()
    }
    viewed = hourly.where("event = 'view'").select("product").distinct().count()
    documents = breakdown_documents(counts, [dimension for dimension, *_ in values], viewed)
    return spark.createDataFrame(documents, BREAKDOWN)


if __name__ == "__main__":
    flags = job.flags(__doc__)
    flags.add_argument("--logs", nargs="+", required=True, help="the shop's logs: .csv or .csv.gz")
    flags.add_argument("--web-traffic", help="the web tracker's log")
    flags.add_argument("--quarantine", default="quarantine", help="the folder for unusable lines")
    flags.add_argument("--top", type=int, default=10, help="how many products to rank")
    flags.add_argument("--as-of", type=moment, help="when it is now, UTC")
    flags.add_argument("--half-life", type=float, default=6, help="in hours")
    flags.add_argument("--max-rejected", type=float, default=5, help="percent of a log's rows")
    job.run("trends", trends, flags.parse_args())
