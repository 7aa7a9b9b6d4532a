-- How was it paid?
SELECT payment_type, count() AS payments, sum(payment_value) AS paid
FROM ecommerce.payments_fact
GROUP BY payment_type
ORDER BY paid DESC, payment_type
