// What else did the buyers of a product buy?
MATCH (:Product {product_id: $product})<-[:PURCHASED]-(c:Customer)-[:PURCHASED]->(other:Product)
WHERE other.product_id <> $product
WITH other, count(c) AS customers
RETURN other.product_id AS product, other.category AS category, customers
ORDER BY customers DESC, product
LIMIT 10
