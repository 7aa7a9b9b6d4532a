"""
The VIP campaign with Spark: users of a city who have spent more than a sum, found by MongoDB, and
the proof that it was MongoDB that looked for them.

    MONGODB_URI=… spark-submit --packages org.mongodb.spark:mongo-spark-connector_2.12:10.5.0 \\
        spark_vip.py --city Oran --min-spend 100000
"""

import json
import uuid

from pymongo.errors import OperationFailure
from pyspark.sql import functions as F

from dzstore import job
from dzstore.pushdown import filters_left, profiled, pushed_filters, scan_pipeline

VIP = "user_id INT, name STRING, email STRING, phone STRING, city STRING, total_spend BIGINT"
SHOWN = 5


def vip(spark, store, options):
    """Finds the VIPs, shows the first, and the proof."""
    store.require("find VIPs", "users")
    comment = f"dzstore vip {uuid.uuid4().hex[:8]}"
    users = store.read(
        "users",
        VIP,
        comment=comment,
        # Few documents match: many partitions would ask the server for them many times over.
        partitioner="com.mongodb.spark.sql.connector.read.partitioner.SinglePartitionPartitioner",
    )
    vips = users.where((F.col("city") == options.city) & (F.col("total_spend") > options.min_spend))

    try:
        with profiled(store.db, comment) as server:
            found = vips.collect()
    except OperationFailure as error:
        print(f"The server's profiler may not be used here: {error.details.get('errmsg', error)}")
        found, server = vips.collect(), None
    found = sorted(found, key=lambda user: (-user["total_spend"], user["user_id"]))

    print(f"{len(found):,} users of {options.city} have spent more than {options.min_spend:,} DZD")
    for user in found[:SHOWN]:
        print(f"  user_{user['user_id']:<8} {user['name']:<24} {user['total_spend']:>12,} DZD")
    proof = {
        "filters_left": filters_left(vips),
        "pushed_filters": pushed_filters(vips),
        "pipeline": scan_pipeline(vips),
        "server": server,
    }
    print("The proof that MongoDB filtered, not Spark:")
    print(f"  Filter nodes left in Spark's plan: {proof['filters_left']}")
    print(f"  Spark's log, Pushed Filters: {proof['pushed_filters']}")
    print(f"  the pipeline of the scan: {', '.join(proof['pipeline'])}")
    if server:
        print(f"  the server's profiler: {json.dumps(server['pipeline'], default=str)}")
        print(
            f"    {server['plan']}: {server['keys_examined']:,} keys and "
            f"{server['docs_examined']:,} documents examined, "
            f"{server['docs_returned']:,} returned"
        )
    return {
        "rows_out": len(found),
        "users": [user.asDict() for user in found],
        "proof": proof,
    }


if __name__ == "__main__":
    flags = job.flags(__doc__)
    flags.add_argument("--city", required=True)
    flags.add_argument("--min-spend", type=int, required=True, help="in DZD, without fractions")
    job.run("vip", vip, flags.parse_args())
