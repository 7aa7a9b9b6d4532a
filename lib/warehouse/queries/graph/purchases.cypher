// What did a customer buy?
MATCH (c:Customer {customer_unique_id: $customer})-[bought:PURCHASED]->(p:Product)
RETURN p.product_id AS product, p.category AS category, bought.quantity AS quantity
ORDER BY quantity DESC, product
LIMIT 50
