// Which customers bought most often?
MATCH (c:Customer)-[bought:PURCHASED]->(:Product)
WITH c, count(bought) AS products, sum(bought.quantity) AS quantity
RETURN c.customer_unique_id AS customer, c.state AS state, c.city AS city, products, quantity
ORDER BY quantity DESC, products DESC, customer
LIMIT 10
