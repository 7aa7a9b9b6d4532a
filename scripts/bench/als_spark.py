"""One run of Spark MLlib in a process of its own: als_job.ts says what comes in and goes out."""

import json
import os
import sys
import time

import numpy as np
from pyspark.ml.recommendation import ALS
from pyspark.sql import SparkSession

folder = sys.argv[1]


def raw(name, dtype):
    return np.fromfile(os.path.join(folder, name), dtype=dtype)


job = json.load(open(os.path.join(folder, "job.json")))
indptr, indices, values = (
    raw("indptr.u32", "<u4"),
    raw("indices.u32", "<u4"),
    raw("values.f32", "<f4"),
)
rows = np.repeat(np.arange(job["users"]), np.diff(indptr))
table = os.path.join(folder, "ratings.csv")
np.savetxt(table, np.column_stack([rows, indices, values]), fmt="%d", delimiter=",")

spark = (
    SparkSession.builder.master(f"local[{job['threads']}]")
    .config("spark.driver.memory", "8g")
    .config("spark.ui.enabled", "false")
    .config("spark.sql.shuffle.partitions", job["threads"])
    .config("spark.local.dir", folder)
    .getOrCreate()
)
spark.sparkContext.setLogLevel("ERROR")
ratings = spark.read.csv(table, schema="user INT, item INT, rating FLOAT").cache()
ratings.count()
# Spark multiplies the regularization by each row's count: divided by the mean count it is the same.
mean_count = len(indices) * 2 / (job["users"] + job["items"])


def train(iterations):
    als = ALS(
        rank=job["factors"],
        maxIter=iterations,
        regParam=job["regularization"] / mean_count,
        alpha=job["alpha"],
        implicitPrefs=True,
        userCol="user",
        itemCol="item",
        ratingCol="rating",
        numUserBlocks=job["threads"],
        numItemBlocks=job["threads"],
        seed=1,
    )
    begin = time.perf_counter()
    model = als.fit(ratings)
    model.userFactors.count()
    return model, time.perf_counter() - begin


# The difference of a long and a short training is the iterations alone.
_, short = train(1)
model, long = train(job["iterations"])
per_iteration = (long - short) / max(job["iterations"] - 1, 1)

begin = time.perf_counter()
model.recommendForAllUsers(job["k"]).write.format("noop").mode("overwrite").save()
topk_seconds = time.perf_counter() - begin

for name, factors, count in (
    ("users", model.userFactors, job["users"]),
    ("items", model.itemFactors, job["items"]),
):
    matrix = np.zeros((count, job["factors"]), dtype="<f4")
    for row in factors.collect():
        matrix[row["id"]] = row["features"]
    matrix.tofile(os.path.join(folder, f"{name}.f32"))

peak = 0
for process in os.listdir("/proc") if os.path.isdir("/proc") else []:
    try:
        with open(f"/proc/{process}/status") as status:
            text = status.read()
        if f"PPid:\t{os.getpid()}\n" in text:
            peak = max(peak, int(text.split("VmHWM:")[1].split()[0]) / 1024)
    except (OSError, IndexError):
        pass
measured = {
    "seconds_by_iteration": [per_iteration],
    "topk_seconds": [topk_seconds],
    "peak_mb": peak,
}
json.dump(measured, open(os.path.join(folder, "measured.json"), "w"))
spark.stop()
