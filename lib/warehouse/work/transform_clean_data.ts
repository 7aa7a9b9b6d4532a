/** The task `transform_clean_data`: cleaned files, the quarantine of what cannot be used, and the facts. */
import { join } from "node:path";
import { DzError } from "../../base/errors.ts";
import { facts, factTable, makeFact } from "../batch/facts.ts";
import { nameCategories } from "../clean/categories.ts";
import { cleanedColumns, cleanedTable, quarantineTable } from "../clean/cleaned_tables.ts";
import { type CleanedFile, cleanFile } from "../clean/clean_file.ts";
import { exportFiles } from "../clean/export.ts";
import { quotedName } from "../../clickhouse/mod.ts";
import { rawRows } from "../clean/raw_tables.ts";
import { olistFiles, type OlistName, olistNames } from "../olist.ts";
import type { Place } from "../place.ts";
import { valueOf } from "../quality/forms.ts";
import { type Cleaned, keepResult, needResult, type Revenue } from "../results.ts";
import type { Sql } from "../sql.ts";

/** A file comes after those whose rows it names. */
const inOrder = [
  "customers",
  "sellers",
  "products",
  "orders",
  "order_items",
  "order_payments",
  "order_reviews",
] as const satisfies readonly OlistName[];

/**
 * Cleans the seven files, writes them and the quarantine, and makes the tables of facts.
 *
 * @throws {DzError} if the files have changed since they were looked through
 */
export async function cleanData(sql: Sql, place: Place): Promise<Cleaned> {
  const { translation, files: raw } = await needResult(place, "extract_check_data");
  const { versions, rows, brokenLines = {} } = await needResult(place, "extract_validate_quality");
  const changed = olistNames.find((name) => raw[name].version !== versions[name]);
  if (changed) {
    throw new DzError(
      `Cannot clean ${olistFiles[changed].fileName}: it has changed since it was looked through. ` +
        "Run `deno task warehouse extract_validate_quality` again",
    );
  }
  const files: CleanedFile[] = [];
  for (const name of inOrder) files.push(await cleanFile(sql, name, rows[name], brokenLines[name]));
  await nameCategories(sql, translation);
  for (const fact of facts) await makeFact(sql, fact);
  await exportFiles(sql, "CSVWithNames", [
    ...olistNames.map((name) => ({
      path: join(place.cleaned, olistFiles[name].fileName),
      query: `SELECT ${
        cleanedColumns(name).map((column) => quotedName(column.name)).join(", ")
      } FROM ${cleanedTable(name)} ORDER BY row_`,
    })),
    ...olistNames.map((name) => ({
      path: join(place.quarantine, olistFiles[name].fileName),
      query: `SELECT reason, row, ${
        Object.keys(olistFiles[name].columns)
          .map((column, at) => `fields[${at + 1}] AS ${quotedName(column)}`).join(", ")
      } FROM ${quarantineTable(name)} ORDER BY row`,
    })),
  ]);
  return await keepResult(place, "transform_clean_data", {
    files,
    revenue: await revenueOf(sql, {
      lines: factTable("sales_fact"),
      payments: factTable("payments_fact"),
    }),
    rawRevenue: await revenueOf(sql, {
      lines: `(SELECT ${valueOf.money("price")} AS price, ${
        valueOf.money("freight_value")
      } AS freight_value FROM ${rawRows("order_items")})`,
      payments: `(SELECT ${valueOf.money("payment_value")} AS payment_value FROM ${
        rawRows("order_payments")
      })`,
    }),
  });
}

async function revenueOf(
  sql: Sql,
  { lines, payments }: { readonly lines: string; readonly payments: string },
): Promise<Revenue> {
  const text = (sum: string) => `toDecimalString(ifNull(${sum}, 0), 2)`;
  const [sums] = await sql.rows<Revenue>(
    `SELECT ${text("p")} AS price, ${text("p + f")} AS price_and_freight, ${text("v")} AS payments
    FROM (SELECT sum(price) AS p, sum(freight_value) AS f FROM ${lines}) AS l,
      (SELECT sum(payment_value) AS v FROM ${payments}) AS q`,
  );
  return sums ?? { price: "0.00", price_and_freight: "0.00", payments: "0.00" };
}
