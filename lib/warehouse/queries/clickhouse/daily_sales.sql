-- What did each day bring? Days without orders are rows of 0.
SELECT
  toString(day) AS day,
  orders,
  revenue
FROM (
  SELECT toDate(purchased_at) AS day, count() AS orders, sum(price) AS revenue
  FROM ecommerce.orders_fact
  GROUP BY day
  ORDER BY day WITH FILL STEP INTERVAL 1 DAY
)
ORDER BY day
