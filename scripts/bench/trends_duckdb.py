"""The top 10 products by views with DuckDB: trends_duckdb.py LOG THREADS.

The columns are given, so that nothing is guessed from the file; of those that the query does not
ask for DuckDB converts nothing. Quotes stay allowed, as they are to every engine.
"""

import json
import sys

import duckdb

path, threads = sys.argv[1], int(sys.argv[2])
with open(path) as log:
    columns = {name: "VARCHAR" for name in log.readline().rstrip("\n").split(",")}
columns["timestamp"] = "TIMESTAMP"

connection = duckdb.connect(config={"threads": threads})
query = f"""
    SELECT product_id, count(*) AS views
    FROM read_csv(
        ?, columns = {columns}, header = true, delim = ',', auto_detect = false, parallel = true
    )
    WHERE event_type = 'view'
    GROUP BY product_id
    ORDER BY views DESC, product_id
    LIMIT 10
"""
for product_id, views in connection.execute(query, [path]).fetchall():
    print(json.dumps({"product_id": product_id, "views": views}))
