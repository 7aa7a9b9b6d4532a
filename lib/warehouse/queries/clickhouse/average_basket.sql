-- What is an order with lines worth: its mean, with the standard deviation, and its median?
SELECT
  count() AS orders,
  toFloat64(sum(price)) / orders AS mean,
  stddevSamp(toFloat64(price)) AS deviation,
  quantileExactInclusive(0.5)(toFloat64(price)) AS median,
  sum(items) / orders AS lines
FROM ecommerce.orders_fact
WHERE items > 0
