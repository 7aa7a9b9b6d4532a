-- How do orders that came early or late score: the mean, and its standard deviation?
SELECT
  multiIf(
    days <= -14, '14 days early or more',
    days <= -7, '7 to 13 days early',
    days <= -1, '1 to 6 days early',
    days = 0, 'on the day',
    days <= 6, '1 to 6 days late',
    days <= 13, '7 to 13 days late',
    '14 days late or more'
  ) AS delivery,
  count() AS orders,
  avg(review_score) AS mean,
  stddevSamp(review_score) AS deviation
FROM (
  SELECT review_score, dateDiff('day', estimated_at, delivered_at) AS days
  FROM ecommerce.orders_fact
  WHERE order_status = 'delivered'
    AND delivered_at IS NOT NULL AND estimated_at IS NOT NULL AND review_score IS NOT NULL
)
GROUP BY delivery
ORDER BY min(days)
