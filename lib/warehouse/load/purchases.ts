/** Who bought what, as a graph: `(:Customer)-[:PURCHASED]->(:Product)`. */
import type { Graph, GraphSchema } from "../../graph/graph.ts";
import type { GraphParameters } from "../../graph/values.ts";
import { factTable } from "../batch/facts.ts";
import { categorisedTable } from "../clean/categories.ts";
import { cleanedTable } from "../clean/cleaned_tables.ts";
import { countOf, type Sql } from "../sql.ts";

/** What names a node. */
export const purchaseSchema: GraphSchema = {
  keys: [
    { label: "Customer", property: "customer_unique_id" },
    { label: "Product", property: "product_id" },
  ],
  indexes: [{ label: "Product", property: "category" }],
};

/** Each person, where the latest order went; of orders at the same time, the higher id. */
const customers = `SELECT c.customer_unique_id AS customer_unique_id,
  argMax(toString(c.customer_state), (o.order_purchase_timestamp, o.order_id)) AS state,
  argMax(toString(c.customer_city), (o.order_purchase_timestamp, o.order_id)) AS city
FROM ${cleanedTable("customers")} AS c
INNER JOIN ${cleanedTable("orders")} AS o ON o.customer_id = c.customer_id
GROUP BY customer_unique_id ORDER BY customer_unique_id`;

const products =
  `SELECT product_id, toString(product_category_name) AS category FROM ${categorisedTable} ORDER BY product_id`;

const purchases = `SELECT customer_unique_id, product_id, toInt32(uniqExact(order_id)) AS orders,
  toInt32(count()) AS quantity, toFloat64(sum(price)) AS revenue,
  formatDateTime(min(purchased_at), '%Y-%m-%dT%H:%i:%S') AS first,
  formatDateTime(max(purchased_at), '%Y-%m-%dT%H:%i:%S') AS last
FROM ${factTable("sales_fact")} GROUP BY customer_unique_id, product_id
ORDER BY customer_unique_id, product_id`;

/** How many of each there are. */
export interface LoadedGraph {
  readonly customers: number;
  readonly products: number;
  readonly purchases: number;
}

/**
 * Puts the graph in place of the old one.
 *
 * @param onProgress told the unit, how many are loaded, and of how many
 */
export async function loadGraph(
  sql: Sql,
  graph: Graph,
): Promise<LoadedGraph> {
  const counts = {
    customers: await countOf(sql, `(${customers})`),
    products: await countOf(sql, `(${products})`),
    purchases: await countOf(sql, `(${purchases})`),
  };
  const rows = (query: string) => sql.stream<GraphParameters>(query);
  await graph.replace(purchaseSchema, [
    {
      unit: "customers",
      cypher:
        "UNWIND $rows AS row CREATE (c:Customer {customer_unique_id: row.customer_unique_id, " +
        "state: row.state, city: row.city})",
      rows: rows(customers),
      total: counts.customers,
    },
    {
      unit: "products",
      cypher:
        "UNWIND $rows AS row CREATE (p:Product {product_id: row.product_id, category: row.category})",
      rows: rows(products),
      total: counts.products,
    },
    {
      unit: "purchases",
      cypher:
        "UNWIND $rows AS row MATCH (c:Customer {customer_unique_id: row.customer_unique_id}), " +
        "(p:Product {product_id: row.product_id}) CREATE (c)-[:PURCHASED {orders: row.orders, " +
        "quantity: row.quantity, revenue: row.revenue, first: row.first, last: row.last}]->(p)",
      rows: rows(purchases),
      total: counts.purchases,
    },
  ]);
  return counts;
}
