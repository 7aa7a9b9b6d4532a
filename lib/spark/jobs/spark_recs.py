"""
The recommendations of the store with Spark: trains ALS on the orders (implicit feedback, MLlib) and
writes to every user the products that they do not own and are most likely to want.

    MONGODB_URI=… spark-submit --packages org.mongodb.spark:mongo-spark-connector_2.12:10.5.0 \\
        spark_recs.py
"""

from pyspark.ml.feature import VectorAssembler
from pyspark.ml.recommendation import ALS
from pyspark.ml.regression import IsotonicRegression
from pyspark.sql import Window
from pyspark.sql import functions as F

from dzstore import job
from dzstore.explain import REASONS, explaining, knowledge_of
from dzstore.newcomers import for_newcomers

USER = "_id STRING, user_id INT, city STRING, interests ARRAY<STRING>"
ORDER = "_id STRING, user_id INT, created_at TIMESTAMP, items ARRAY<STRUCT<name: STRING>>"

RECOMMENDATIONS = "ARRAY<STRUCT<product: STRING, confidence: DOUBLE>>"

MOST_TRIALS = 5_000_000  # the scores from which confidence is learnt


def recs(spark, store, options):
    """Trains, evaluates and publishes."""
    store.require("recommend", "users", "orders")
    users = store.read("users", USER).cache()
    purchases = first_purchases(store.read("orders", ORDER)).cache()
    items = numbered(purchases)
    owned = purchases.join(F.broadcast(items), "product").select("user_id", "item", "first").cache()

    quality, confidence = evaluate(spark, owned, items, options)
    model = train(owned, options)
    best = confidence(best_new(model, owned, options.top))
    by_als = for_buyers(spark, model, owned, items, best, options)
    popular = for_newcomers(users, owned, items, options.top).cache()
    recommendations = (
        users.select("user_id")
        .join(by_als.unionByName(popular, allowMissingColumns=True), "user_id", "left")
        .select(
            "user_id",
            F.coalesce("recommendations", F.from_json(F.lit("[]"), RECOMMENDATIONS)).alias(
                "recommendations"
            ),
            F.coalesce("recommendation_source", F.lit("popular")).alias("recommendation_source"),
            F.coalesce("recommendation_reasons", F.from_json(F.lit("[]"), REASONS)).alias(
                "recommendation_reasons"
            ),
        )
    )
    count = store.publish({"users": lambda staging: write(store, recommendations, staging)})
    print(f"{count:,} users, {popular.count():,} of them without an order")
    if quality is None:
        print("Nobody has bought two products, so how good this is cannot be known")
    else:
        print(f"nDCG@{options.top} {quality:.3f} on the last purchase of each user, held out")
    return {"rows_out": count, "ndcg": quality}


def first_purchases(orders):
    """
    When each user bought each product for the first time: `user_id`, `product`, `first`, which
    sorts by time. A cancelled order counts: it, too, shows a liking.
    """
    return (
        orders.select("user_id", "created_at", "_id", F.posexplode("items").alias("line", "item"))
        .groupBy("user_id", F.col("item.name").alias("product"))
        .agg(F.min(F.struct("created_at", "_id", "line")).alias("first"))
    )


def numbered(purchases):
    """Each product with a number, `item`, in the order in which they were first bought."""
    earliest = purchases.groupBy("product").agg(F.min("first").alias("earliest"))
    number = F.row_number().over(Window.orderBy("earliest")) - 1
    return earliest.select("product", number.alias("item")).cache()


def train(owned, options):
    """
    MLlib's ALS; a purchase has rating 1, so confidence 1 + alpha.

    MLlib multiplies regParam by the number of ratings of each user and each item (Zhou et al.,
    2008), where the engine of the kit, like Hu, Koren and Volinsky (2008), adds the same lambda to
    all. One cannot be turned into the other: regParam has a default of its own, found on held-out
    purchases.
    """
    als = ALS(
        rank=options.factors,
        maxIter=options.iterations,
        regParam=options.regularization,
        alpha=options.alpha,
        implicitPrefs=True,
        userCol="user_id",
        itemCol="item",
        ratingCol="rating",
        seed=options.seed,
    ).setNumBlocks(owned.sparkSession.sparkContext.defaultParallelism)
    return als.fit(owned.select("user_id", "item", F.lit(1.0).alias("rating")))


def best_new(model, owned, top):
    """The `top` items new to each user, best first: `user_id`, `item`, `score`, `rank`."""
    most_owned = owned.groupBy("user_id").count().agg(F.max("count")).first()[0]
    return ranked_new(model.recommendForAllUsers(top + most_owned), owned).where(
        F.col("rank") <= top
    )


def ranked_new(recommendations, owned):
    best_first = Window.partitionBy("user_id").orderBy(F.desc("score"), "item")
    return (
        recommendations.select("user_id", F.inline("recommendations").alias("item", "score"))
        .join(owned, ["user_id", "item"], "left_anti")
        .withColumn("rank", F.row_number().over(best_first))
    )


def evaluate(spark, owned, items, options):
    """
    Holds out the product that each user came to last, and looks where a model of the rest ranks it.

    Returns the mean nDCG of the first `top`, None if nobody has bought two products; and a function
    that adds to `score` the `confidence`: how often what had this score was the one held out
    (isotonic regression).
    """
    last_first = Window.partitionBy("user_id").orderBy(F.desc("first"))
    history = owned.withColumn("back", F.row_number().over(last_first)).withColumn(
        "several", F.count("*").over(Window.partitionBy("user_id")) > 1
    )
    held_out = history.where("several AND back = 1").select("user_id", "item").cache()
    kept = history.where("NOT several OR back > 1").select("user_id", "item", "first").cache()
    tested = held_out.count()
    if tested == 0:
        return None, lambda scored: scored.withColumn("confidence", F.lit(0.0))
    model = train(kept, options)
    item_count = items.count()
    share = min(1.0, MOST_TRIALS / (tested * item_count))
    some = held_out.sample(share, options.seed) if share < 1 else held_out
    trials = (
        ranked_new(model.recommendForUserSubset(some, item_count), kept)
        .join(held_out.withColumn("label", F.lit(1.0)), ["user_id", "item"], "left")
        .na.fill(0.0, ["label"])
        .cache()
    )
    gain = F.when(F.col("rank") <= options.top, F.col("label") / F.log2(F.col("rank") + 1))
    quality = (
        trials.groupBy("user_id").agg(F.sum(gain).alias("gain")).na.fill(0).agg(F.mean("gain"))
    )
    features = VectorAssembler(inputCols=["score"], outputCol="features")
    curve = IsotonicRegression(predictionCol="confidence").fit(features.transform(trials))

    def confidence(scored):
        return curve.transform(features.transform(scored)).drop("features")

    return quality.first()[0], confidence


def for_buyers(spark, model, owned, items, best, options):
    """The recommendations of those who bought, each with the purchases that speak for it."""
    names = {row["item"]: row["product"] for row in items.collect()}
    vectors = {row["id"]: row["features"] for row in model.itemFactors.collect()}
    shared = spark.sparkContext.broadcast(knowledge_of(vectors, names))
    explain = explaining(lambda: shared.value, options.alpha, options.regularization)
    reasons = F.udf(explain, REASONS)
    baskets = owned.groupBy("user_id").agg(F.sort_array(F.collect_set("item")).alias("basket"))
    lists = (
        best.join(F.broadcast(items), "item")
        .groupBy("user_id")
        .agg(
            F.sort_array(F.collect_list(F.struct("rank", "item", "product", "confidence"))).alias(
                "best"
            )
        )
    )
    some = baskets.join(lists, "user_id").select(
        "user_id",
        F.expr("transform(best, x -> struct(x.product, x.confidence))").alias("recommendations"),
        reasons("basket", F.col("best.item")).alias("recommendation_reasons"),
    )
    return baskets.select("user_id", F.lit("als").alias("recommendation_source")).join(
        some,
        "user_id",
        "left",  # who has everything is recommended nothing
    )


def write(store, recommendations, staging):
    """The users as they are, but for their recommendations; returns how many there then must be."""
    earlier = ["recommendations", "recommendation_source", "recommendation_reasons"]
    store.db.users.aggregate(
        [{"$unset": earlier}, {"$merge": {"into": staging, "whenMatched": "fail"}}]
    )
    store.write(
        recommendations,
        staging,
        "user_id",
        operationType="update",  # "replace" would wipe the other fields
        upsertDocument="false",  # a user who is gone does not come back as a stray document
    )
    return store.db.users.count_documents({})


if __name__ == "__main__":
    flags = job.flags(__doc__)
    flags.add_argument("--top", type=int, default=3, help="recommendations per user")
    flags.add_argument("--factors", type=int, default=32)
    flags.add_argument("--iterations", type=int, default=15)
    flags.add_argument("--regularization", type=float, default=1.5, help="regParam of MLlib")
    flags.add_argument("--alpha", type=float, default=3)
    flags.add_argument("--seed", type=int, default=1)
    job.run("recs", recs, flags.parse_args())
