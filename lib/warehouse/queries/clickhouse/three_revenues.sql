-- How much was sold? Three right answers, each by its name; payments are never joined with lines.
SELECT
  (SELECT sum(price) FROM ecommerce.sales_fact) AS price,
  (SELECT sum(price) + sum(freight_value) FROM ecommerce.sales_fact) AS price_and_freight,
  (SELECT sum(payment_value) FROM ecommerce.payments_fact) AS payments
