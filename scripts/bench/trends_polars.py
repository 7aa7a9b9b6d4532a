"""The top 10 products by views with Polars, lazily and streaming: trends_polars.py LOG.

POLARS_MAX_THREADS says how many threads. The schema is given: nothing is guessed from the file.
"""

import json
import sys

import polars as pl

path = sys.argv[1]
with open(path) as log:
    schema = {name: pl.String for name in log.readline().rstrip("\n").split(",")}

top = (
    pl.scan_csv(path, schema=schema)
    .filter(pl.col("event_type") == "view")
    .group_by("product_id")
    .agg(pl.len().alias("views"))
    .sort(["views", "product_id"], descending=[True, False])
    .head(10)
    .collect(engine="streaming")
)
for row in top.iter_rows(named=True):
    print(json.dumps(row))
