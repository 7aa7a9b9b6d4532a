/** The categories of products in English. */
import type { Sql } from "../sql.ts";
import { cleanedTable } from "./cleaned_tables.ts";
import { quotedText } from "../../clickhouse/mod.ts";
import { workDatabase } from "./raw_tables.ts";

/** The cleaned products with `category_english` beside them; null: `unknown`, or untranslated. */
export const categorisedTable = `${workDatabase}.categorised`;

/**
 * Puts the English names beside the cleaned products.
 *
 * @param translation the file that has them; without it there are none
 */
export async function nameCategories(sql: Sql, translation?: string): Promise<void> {
  const english = translation
    ? `SELECT c1 AS category, any(c2) AS english FROM file(${quotedText(translation)}, CSV,
    'c1 String, c2 String') WHERE c2 != '' GROUP BY category`
    : "SELECT '' AS category, '' AS english WHERE 0";
  await sql.run(
    `CREATE OR REPLACE TABLE ${categorisedTable} ENGINE = MergeTree ORDER BY tuple() AS
    SELECT p.*, CAST(nullIf(t.english, '') AS LowCardinality(Nullable(String))) AS category_english
    FROM ${cleanedTable("products")} AS p
    LEFT JOIN (${english}) AS t ON t.category = p.product_category_name
    SETTINGS input_format_csv_skip_first_lines = 1, join_use_nulls = 1`,
  );
}
