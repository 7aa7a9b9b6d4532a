-- What did each month bring? Partial: orders on fewer than half of its days.
SELECT
  formatDateTime(start, '%Y-%m') AS month,
  orders,
  customers,
  revenue,
  2 * days < toDayOfMonth(toLastDayOfMonth(start)) AS partial
FROM (
  SELECT
    toStartOfMonth(purchased_at) AS start,
    count() AS orders,
    uniqExact(customer_unique_id) AS customers,
    sum(price) AS revenue,
    uniqExact(toDate(purchased_at)) AS days
  FROM ecommerce.orders_fact
  GROUP BY start
  ORDER BY start WITH FILL STEP INTERVAL 1 MONTH
)
ORDER BY month
