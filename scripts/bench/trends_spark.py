"""The top 10 products by views with Spark: trends_spark.py LOG THREADS FOLDER.

The folder is for its own files.
"""

import json
import sys

from pyspark.sql import SparkSession
from pyspark.sql import functions as F

path, threads, folder = sys.argv[1], int(sys.argv[2]), sys.argv[3]
with open(path) as log:
    schema = ", ".join(f"{name} STRING" for name in log.readline().rstrip("\n").split(","))

spark = (
    SparkSession.builder.master(f"local[{threads}]")
    .config("spark.ui.enabled", "false")
    .config("spark.sql.shuffle.partitions", threads)
    .config("spark.local.dir", folder)
    .config("spark.sql.warehouse.dir", folder)
    .getOrCreate()
)
spark.sparkContext.setLogLevel("ERROR")
top = (
    spark.read.csv(path, schema=schema, header=True)
    .filter(F.col("event_type") == "view")
    .groupBy("product_id")
    .agg(F.count("*").alias("views"))
    .orderBy(F.desc("views"), "product_id")
    .limit(10)
)
for row in top.collect():
    print(json.dumps(row.asDict()))
spark.stop()
