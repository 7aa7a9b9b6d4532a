-- Which ten categories sold for most?
SELECT
  category,
  any(category_english) AS english,
  uniqExact(order_id) AS orders,
  count() AS items,
  sum(price) AS revenue
FROM ecommerce.sales_fact
GROUP BY category
ORDER BY revenue DESC, category
LIMIT 10
