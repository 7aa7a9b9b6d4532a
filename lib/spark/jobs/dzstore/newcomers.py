"""What users without a purchase are recommended: what buyers like them have."""

from pyspark.sql import DataFrame, Window
from pyspark.sql import functions as F

PRIOR_WEIGHT = 20  # how many buyers' worth of weight the wider group has against the narrower one


def for_newcomers(users: DataFrame, owned: DataFrame, items: DataFrame, top) -> DataFrame:
    """
    The most likely purchases of every user without one.

    The share of buyers who have an item is taken among all, then among those who tick one of the
    same interests, then among those of the same city as well; each narrower share is smoothed
    towards the wider one by a Dirichlet prior (Zhai and Lafferty, 2001, section 3), so that a
    handful of buyers does not decide. The same as `lib/recommend/models/cold_start.ts`.

    Returns columns `user_id`, `recommendations`, of `product` and `confidence`, best first, and
    `recommendation_source`.
    """
    profile = ["city", "interests"]
    known = users.select("user_id", "city", F.sort_array("interests").alias("interests"))
    has_bought = owned.select("user_id").distinct()
    newcomers = known.join(has_bought, "user_id", "left_anti").cache()

    # Buyers are many, their profiles few: one row per profile, and one per profile and item.
    buyers = known.join(has_bought, "user_id")
    groups = buyers.groupBy(profile).agg(F.count("*").alias("buyers"))
    of_groups = buyers.join(owned, "user_id").groupBy(*profile, "item").agg(F.count("*").alias("n"))
    everyone = F.broadcast(
        items.join(of_groups.groupBy("item").agg(F.sum("n").alias("all_n")), "item")
        .crossJoin(groups.agg(F.sum("buyers").alias("all_buyers")))
        .select(
            "item",
            "product",
            (F.col("all_n") / (F.col("all_buyers") + PRIOR_WEIGHT)).alias("prior"),
        )
    )

    wanted = newcomers.select(
        F.col("city").alias("of_city"), F.col("interests").alias("of_interests")
    )
    wanted = wanted.distinct().cache()
    no_interest = F.size("of_interests") == 0
    alike = no_interest | F.arrays_overlap("of_interests", "interests")
    here = F.col("city") == F.col("of_city")

    def among_alike(frame, by, column):
        """Sums of a column over the groups of the same taste, everywhere and in the same city."""
        return (
            wanted.join(F.broadcast(frame), alike)
            .groupBy("of_city", "of_interests", *by)
            .agg(
                F.sum(column).alias(f"alike_{column}"),
                F.sum(F.when(here, F.col(column)).otherwise(0)).alias(f"here_{column}"),
            )
        )

    key = ["of_city", "of_interests"]
    shares = (
        wanted.crossJoin(everyone)
        .join(among_alike(groups, [], "buyers"), key, "left")
        .join(among_alike(of_groups, ["item"], "n"), [*key, "item"], "left")
        .na.fill(0)
        .withColumn(
            "taste", F.when(no_interest, F.col("prior")).otherwise(_smoothed("alike", "prior"))
        )
        .withColumn("confidence", _smoothed("here", "taste"))
    )
    best_first = Window.partitionBy(key).orderBy(F.desc("confidence"), "item")
    lists = (
        shares.withColumn("rank", F.row_number().over(best_first))
        .where(F.col("rank") <= top)
        .groupBy(key)
        .agg(F.sort_array(F.collect_list(F.struct("rank", "product", "confidence"))).alias("best"))
    )
    return (
        newcomers.withColumnsRenamed({"city": "of_city", "interests": "of_interests"})
        .join(lists, key)
        .select(
            "user_id",
            F.expr("transform(best, x -> struct(x.product, x.confidence))").alias(
                "recommendations"
            ),
            F.lit("popular").alias("recommendation_source"),
        )
    )


def _smoothed(group, prior):
    """The share of a group's buyers, with PRIOR_WEIGHT more who buy as the wider group does."""
    have = F.col(f"{group}_n") + PRIOR_WEIGHT * F.col(prior)
    return have / (F.col(f"{group}_buyers") + PRIOR_WEIGHT)
