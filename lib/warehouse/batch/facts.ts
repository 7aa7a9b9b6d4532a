/** The facts: what the cleaned files say together, each at its own grain. */
import { categorisedTable } from "../clean/categories.ts";
import { cleanedTable } from "../clean/cleaned_tables.ts";
import { workDatabase } from "../clean/raw_tables.ts";
import type { Sql } from "../sql.ts";

/** A table of facts: its columns, how it is kept, and the query that makes it from the cleaned tables. */
export interface Fact {
  readonly name: "sales_fact" | "orders_fact" | "payments_fact";
  readonly columns: Readonly<Record<string, string>>;
  /** What follows the columns: engine, partitions, order. */
  readonly engine: string;
  readonly query: string;
}

const time = "DateTime('UTC')", text = "LowCardinality(String)";

/** One review score an order: the mean of its reviews; orders without any are not there. */
const scores = `SELECT order_id, avg(review_score) AS review_score FROM ${
  cleanedTable("order_reviews")
} GROUP BY order_id`;

/** Of each customer's order: who it is, and where. */
const orders = `SELECT * FROM ${cleanedTable("orders")} AS o
  INNER JOIN ${cleanedTable("customers")} AS c ON c.customer_id = o.customer_id`;

/** The three tables of facts. Payments are never joined with lines: that would multiply both. */
export const facts: readonly Fact[] = [
  {
    name: "sales_fact",
    columns: {
      order_id: "String",
      order_item_id: "Int32",
      product_id: "String",
      seller_id: "String",
      customer_id: "String",
      customer_unique_id: "String",
      customer_city: text,
      customer_state: text,
      seller_state: text,
      category: text,
      category_english: "LowCardinality(Nullable(String))",
      order_status: text,
      price: "Decimal(12, 2)",
      freight_value: "Decimal(12, 2)",
      purchased_at: time,
      delivered_at: `Nullable(${time})`,
      estimated_at: `Nullable(${time})`,
      review_score: "Nullable(Float64)",
    },
    engine: "MergeTree PARTITION BY toYYYYMM(purchased_at) " +
      "ORDER BY (purchased_at, order_id, order_item_id)",
    query: `SELECT i.order_id, i.order_item_id, i.product_id, i.seller_id, o.customer_id,
  o.customer_unique_id, o.customer_city, o.customer_state, s.seller_state,
  p.product_category_name, p.category_english, o.order_status, i.price, i.freight_value,
  o.order_purchase_timestamp, o.order_delivered_customer_date, o.order_estimated_delivery_date,
  r.review_score
FROM ${cleanedTable("order_items")} AS i
INNER JOIN (${orders}) AS o ON o.order_id = i.order_id
INNER JOIN ${categorisedTable} AS p ON p.product_id = i.product_id
INNER JOIN ${cleanedTable("sellers")} AS s ON s.seller_id = i.seller_id
LEFT JOIN (${scores}) AS r ON r.order_id = i.order_id`,
  },
  {
    name: "orders_fact",
    columns: {
      order_id: "String",
      customer_id: "String",
      customer_unique_id: "String",
      order_status: text,
      customer_state: text,
      purchased_at: time,
      approved_at: `Nullable(${time})`,
      carrier_at: `Nullable(${time})`,
      delivered_at: `Nullable(${time})`,
      estimated_at: `Nullable(${time})`,
      review_score: "Nullable(Float64)",
      items: "Int64",
      price: "Decimal(12, 2)",
      freight: "Decimal(12, 2)",
    },
    engine: "MergeTree PARTITION BY toYYYYMM(purchased_at) ORDER BY (purchased_at, order_id)",
    query:
      `SELECT o.order_id, o.customer_id, o.customer_unique_id, o.order_status, o.customer_state,
  o.order_purchase_timestamp, o.order_approved_at, o.order_delivered_carrier_date,
  o.order_delivered_customer_date, o.order_estimated_delivery_date, r.review_score,
  ifNull(i.items, 0), ifNull(i.price, 0), ifNull(i.freight, 0)
FROM (${orders}) AS o
LEFT JOIN (SELECT order_id, count() AS items, sum(price) AS price, sum(freight_value) AS freight
  FROM ${cleanedTable("order_items")} GROUP BY order_id) AS i ON i.order_id = o.order_id
LEFT JOIN (${scores}) AS r ON r.order_id = o.order_id`,
  },
  {
    name: "payments_fact",
    columns: {
      order_id: "String",
      payment_sequential: "Int32",
      payment_type: text,
      payment_installments: "Nullable(Int32)",
      payment_value: "Decimal(12, 2)",
    },
    engine: "MergeTree ORDER BY (order_id, payment_sequential)",
    query: `SELECT * EXCEPT (row_) FROM ${cleanedTable("order_payments")}`,
  },
];

/** Where a table of facts is in the engine on this machine, before it is loaded into the store. */
export const factTable = (name: Fact["name"]): string => `${workDatabase}.${name}`;

/** What stands behind the name of a table of facts where it is made. */
export const definitionOf = ({ columns, engine }: Fact): string =>
  `(${
    Object.entries(columns).map(([name, type]) => `${name} ${type}`).join(", ")
  }) ENGINE = ${engine}`;

/** Makes a table of facts anew from the cleaned tables. */
export async function makeFact(sql: Sql, fact: Fact): Promise<void> {
  const table = factTable(fact.name);
  await sql.run(`CREATE OR REPLACE TABLE ${table} ${definitionOf(fact)}`);
  await sql.run(
    `INSERT INTO ${table} SELECT * FROM (${fact.query}) SETTINGS max_partitions_per_insert_block = 0`,
  );
}
