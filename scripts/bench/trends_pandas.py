"""The top 10 products by views with pandas: trends_pandas.py LOG. It knows one thread."""

import json
import sys

import pandas as pd

log = pd.read_csv(
    sys.argv[1],
    usecols=["product_id", "event_type"],
    dtype={"product_id": "category", "event_type": "category"},
)
views = log.loc[log["event_type"] == "view", "product_id"].value_counts()
top = sorted(views.items(), key=lambda entry: (-entry[1], entry[0]))[:10]
for product_id, count in top:
    if count > 0:
        print(json.dumps({"product_id": product_id, "views": count}))
