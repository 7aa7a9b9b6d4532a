/** The rules that rows keep or break together: keys, and what names rows of other files. */
import { rawRows } from "../clean/raw_tables.ts";
import { olistFiles, type OlistName, olistNames } from "../olist.ts";
import { countOf, hashed, type Sql } from "../sql.ts";
import type { Finding } from "./rule.ts";

/**
 * Rows that stand twice, other rows with the same key, and rows that name one that is not there; and what
 * is right but changes sums: orders without lines, reviews or payments.
 */
export async function setFindings(sql: Sql): Promise<Finding[]> {
  const findings: Finding[] = [];
  const add = (rule: string, severity: Finding["severity"], what: string, count: number) => {
    if (count > 0) findings.push({ rule, severity, what, count, examples: [] });
  };
  for (const name of olistNames) {
    const { key, columns, references } = olistFiles[name];
    const [counted] = await sql.rows<Record<"n" | "keys" | "lines", string>>(
      `SELECT count() AS n, uniqExact(${hashed(key)}) AS keys FROM ${rawRows(name)}`,
    );
    const n = Number(counted?.n), keys = Number(counted?.keys);
    if (n > keys) {
      const [{ lines = "0" } = {}] = await sql.rows<{ lines: string }>(
        `SELECT uniqExact(${hashed(Object.keys(columns))}) AS lines FROM ${rawRows(name)}`,
      );
      add(`${name}.duplicate_row`, "error", "the row stands there already", n - Number(lines));
      add(
        `${name}.duplicate_key`,
        "error",
        `another row has the same ${key.join(" and ")}`,
        Number(lines) - keys,
      );
    }
    for (const [column, [other, otherColumn]] of Object.entries(references)) {
      add(
        `${name}.${column}.orphan`,
        "error",
        `${column} names no row of ${other}`,
        await namesNone(sql, [name, column], [other, otherColumn]),
      );
    }
  }
  for (const part of ["order_items", "order_payments", "order_reviews"] as const) {
    add(
      `orders.without_${part.replace("order_", "")}`,
      "info",
      `the order is in no row of ${part}`,
      await namesNone(sql, ["orders", "order_id"], [part, "order_id"]),
    );
  }
  return findings;
}

type Column = readonly [file: OlistName, column: string];

/** In how many rows of a file the value of a column is none of another file's. */
const namesNone = (sql: Sql, [file, column]: Column, [other, otherColumn]: Column) =>
  countOf(
    sql,
    `${rawRows(file)} WHERE ${hashed([column])} NOT IN (SELECT ${hashed([otherColumn])} FROM ${
      rawRows(other)
    })`,
  );
