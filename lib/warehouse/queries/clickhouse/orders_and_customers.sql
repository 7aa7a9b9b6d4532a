-- How many orders and customers are there, and from when to when?
SELECT
  count() AS orders,
  uniqExact(customer_unique_id) AS customers,
  sum(items) AS lines,
  countIf(items = 0) AS orders_without_lines,
  toString(min(purchased_at)) AS first,
  toString(max(purchased_at)) AS last
FROM ecommerce.orders_fact
