-- How many orders have one line, two, three …?
SELECT items, count() AS orders, sum(price) AS revenue
FROM ecommerce.orders_fact
GROUP BY items
ORDER BY items
