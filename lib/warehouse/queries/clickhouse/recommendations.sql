-- What is recommended to a customer, and why? The file is a table of the batch, in Parquet.
SELECT rank, product_id, score, reason
FROM file({file:String}, Parquet)
WHERE customer_unique_id = {customer:String}
ORDER BY rank
