/** Products and reviews as MongoDB has them, made from the cleaned files. */
import type { Db } from "mongodb";
import { factTable } from "../batch/facts.ts";
import { warehouseBook, type WarehouseProduct, type WarehouseReview } from "../book.ts";
import { categorisedTable } from "../clean/categories.ts";
import { cleanedTable } from "../clean/cleaned_tables.ts";
import { publish } from "../../mongo/publish.ts";
import type { Sql } from "../sql.ts";

const products = `SELECT p.product_id AS _id, toString(p.product_category_name) AS category,
  p.category_english AS category_english, p.product_name_lenght AS name_length,
  p.product_description_lenght AS description_length, p.product_photos_qty AS photos,
  p.product_weight_g AS weight_g, p.product_length_cm AS length, p.product_height_cm AS height,
  p.product_width_cm AS width, toInt32(ifNull(s.lines, 0)) AS lines,
  toInt32(ifNull(s.orders, 0)) AS orders, toFloat64(ifNull(s.revenue, 0)) AS revenue
FROM ${categorisedTable} AS p
LEFT JOIN (SELECT product_id, count() AS lines, uniqExact(order_id) AS orders, sum(price) AS revenue
  FROM ${factTable("sales_fact")} GROUP BY product_id) AS s ON s.product_id = p.product_id
ORDER BY _id`;

const reviews = `SELECT r.review_id AS review_id, r.order_id AS order_id,
  toInt32(r.review_score) AS score, r.review_comment_title AS title,
  r.review_comment_message AS message, toString(r.review_creation_date) AS created,
  toString(r.review_answer_timestamp) AS answered, ifNull(i.products, []) AS product_ids
FROM ${cleanedTable("order_reviews")} AS r
LEFT JOIN (SELECT order_id, arraySort(groupUniqArray(product_id)) AS products
  FROM ${factTable("sales_fact")} GROUP BY order_id) AS i ON i.order_id = r.order_id
ORDER BY review_id, order_id`;

interface ProductRow extends Omit<WarehouseProduct, "dimensions" | "sold"> {
  readonly length: number | null;
  readonly height: number | null;
  readonly width: number | null;
  readonly lines: number;
  readonly orders: number;
  readonly revenue: number;
}

interface ReviewRow {
  readonly review_id: string;
  readonly order_id: string;
  readonly score: number;
  readonly title: string | null;
  readonly message: string | null;
  readonly created: string | null;
  readonly answered: string | null;
  readonly product_ids: readonly string[];
}

/**
 * Publishes both collections together.
 *
 * @returns how many documents each has
 */
export async function loadDocuments(
  sql: Sql,
  db: Db,
  replace: boolean,
): Promise<{ readonly products: number; readonly reviews: number }> {
  const written = { products: 0, reviews: 0 };
  await publish(db, warehouseBook, {
    products: counted(sql.stream<ProductRow>(products), productOf, () => written.products++),
    reviews: counted(sql.stream<ReviewRow>(reviews), reviewOf, () => written.reviews++),
  }, { replace });
  return written;
}

async function* counted<Row, T>(rows: AsyncIterable<Row>, of: (row: Row) => T, count: () => void) {
  for await (const row of rows) {
    count();
    yield of(row);
  }
}

function productOf(row: ProductRow): WarehouseProduct {
  const { length, height, width, lines, orders, revenue, ...product } = row;
  return { ...product, dimensions: { length, height, width }, sold: { lines, orders, revenue } };
}

/** A local time as a `Date`, as if it were UTC: it does not move, and every hour of the year exists. */
const localTime = (text: string | null) =>
  text === null ? null : new Date(`${text.replace(" ", "T")}Z`);

function reviewOf({ title, message, created, answered, ...row }: ReviewRow): WarehouseReview {
  return {
    _id: `${row.review_id}:${row.order_id}`,
    ...row,
    product_ids: [...row.product_ids],
    ...(title !== null && { title }),
    ...(message !== null && { message }),
    created: localTime(created),
    answered: localTime(answered),
  };
}
