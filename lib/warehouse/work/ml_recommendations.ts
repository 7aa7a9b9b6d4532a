/** The task `spark_ml_recommendations`: five products for every customer, and what they are worth. */
import { dirname } from "node:path";
import { attempt, replaceFiles } from "../../base/files/replace_files.ts";
import { writeAll } from "../../base/files/write_all.ts";
import { factTable } from "../batch/facts.ts";
import { cleanedTable } from "../clean/cleaned_tables.ts";
import { parquetFile, type Place } from "../place.ts";
import {
  evaluateHits,
  evaluateSplit,
  type OrderLine,
  rateProducts,
  type RatingKind,
  topFive,
} from "../recommend/mod.ts";
import { recommendationsParquet } from "../recommend/parquet.ts";
import { keepResult, needResult, type Recommended } from "../results.ts";
import type { Sql } from "../sql.ts";

/** As the assignment trains: rank 10, λ 0.1 times the number of ratings, 10 iterations. */
const training = { factors: 10, regularization: 0.1, iterations: 10 } as const;

/** Trains on all ratings, writes five products for every customer, and evaluates on held-out ones. */
export async function recommend(
  sql: Sql,
  place: Place,
  { seed = 1, kind = "score and price" }: { readonly seed?: number; readonly kind?: RatingKind } =
    {},
): Promise<Recommended> {
  await needResult(place, "transform_clean_data");
  const lines = await orderLines(sql);
  const without = await customersWithoutLines(sql);
  const rated = rateProducts(lines, kind);
  const options = { ...training, seed };
  const rows = await topFive(lines, rated, options, without);
  const path = parquetFile(place, "recommendations");
  await attempt(dirname(path), () => Deno.mkdir(dirname(path), { recursive: true }));
  await replaceFiles([path], async ([file]) => {
    if (file) await writeAll(file, recommendationsParquet(rows));
  });
  const split = await evaluateSplit(rated, options);
  const hits = await evaluateHits(lines, kind, options);
  return await keepResult(place, "spark_ml_recommendations", {
    kind,
    ratings: rated.ratings.indices.length,
    orders_without_review: rated.ordersWithoutReview,
    rows: rows.length,
    split,
    hits,
  });
}

/** The lines of all orders, in an order that does not change. */
async function orderLines(sql: Sql): Promise<OrderLine[]> {
  const rows = await sql.rows<OrderLine & { price: string | number }>(
    `SELECT customer_unique_id, order_id, toString(purchased_at) AS purchased_at, product_id,
      toFloat64(price) AS price, review_score, toString(customer_state) AS state
    FROM ${factTable("sales_fact")} ORDER BY sales_fact.purchased_at, order_id, order_item_id`,
  );
  return rows.map((row) => ({ ...row, price: Number(row.price) }));
}

/** Who ordered, but nothing that has a line; with the state of the latest order. */
async function customersWithoutLines(sql: Sql): Promise<Map<string, string>> {
  const rows = await sql.rows<{ customer_unique_id: string; state: string }>(
    `SELECT c.customer_unique_id AS customer_unique_id,
      argMax(toString(c.customer_state), (o.order_purchase_timestamp, o.order_id)) AS state
    FROM ${cleanedTable("customers")} AS c
    INNER JOIN ${cleanedTable("orders")} AS o ON o.customer_id = c.customer_id
    WHERE c.customer_unique_id NOT IN (SELECT customer_unique_id FROM ${factTable("sales_fact")})
    GROUP BY customer_unique_id ORDER BY customer_unique_id`,
  );
  return new Map(rows.map(({ customer_unique_id, state }) => [customer_unique_id, state]));
}
