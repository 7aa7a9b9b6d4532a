-- Where do the buyers live?
SELECT
  customer_state AS state,
  uniqExact(order_id) AS orders,
  uniqExact(customer_unique_id) AS customers,
  sum(price) AS revenue
FROM ecommerce.sales_fact
GROUP BY state
ORDER BY revenue DESC, state
