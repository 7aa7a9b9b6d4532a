// Which two products have most buyers in common?
MATCH (one:Product)<-[:PURCHASED]-(c:Customer)-[:PURCHASED]->(other:Product)
WHERE one.product_id < other.product_id
WITH one, other, count(c) AS customers
RETURN one.product_id AS product, one.category AS category,
  other.product_id AS other, other.category AS other_category, customers
ORDER BY customers DESC, product, other
LIMIT 10
