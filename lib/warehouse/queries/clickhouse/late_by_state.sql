-- How many of the deliveries with a date came after the day that was promised, by state?
SELECT
  customer_state AS state,
  count() AS deliveries,
  countIf(delivered_at > estimated_at) AS late
FROM ecommerce.orders_fact
WHERE order_status = 'delivered' AND delivered_at IS NOT NULL
GROUP BY state
ORDER BY late / deliveries DESC, state
