"""The views of each product, weighted by their age, of late and in the past."""

from pyspark.sql import DataFrame
from pyspark.sql import functions as F

from dzstore.weighting import Weighting


def weigh(hourly: DataFrame, end_hour, weighting: Weighting):
    """
    Weights each view by the mean of `2^(-age / half-life)` over the hour in which it was; and those
    of the past in the same way, as if now were a day ago, two days ago and so on.

    hourly: columns `product`, `hour` (since 1970) and `rows`, of views.
    end_hour: the hour that now begins.

    Returns two DataFrames: one row per `product` and `window` (0 is of late, 1, 2, … the past) with
    its weighted `views`; and one row per `window` with the sums `of` (w n), `squares` and `cubes`.
    """
    age = F.lit(end_hour) - 1 - F.col("hour")
    window = F.floor(age / weighting.period_hours)
    age_then = F.col("age") - F.col("window") * weighting.period_hours
    rows = (
        hourly.select("product", "rows", age.alias("age"), window.alias("window"))
        .withColumn("age", age_then)
        .where(F.col("window").between(0, weighting.periods))
        .where(F.col("age") < weighting.reach_hours)
        .withColumn("weight", F.exp(-weighting.decay * F.col("age")) * weighting.mean_over_hour)
    )
    weighted = [F.sum(F.pow("weight", F.lit(power)) * F.col("rows")) for power in (1, 2, 3)]
    of, squares, cubes = weighted
    return (
        rows.groupBy("product", "window").agg(of.alias("views")),
        rows.groupBy("window").agg(of.alias("of"), squares.alias("squares"), cubes.alias("cubes")),
    )
