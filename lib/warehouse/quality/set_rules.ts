/** The rules that rows keep or break together: keys, and what names rows of other files. */
import { quotedName } from "../../clickhouse/mod.ts";
import { rawRows } from "../clean/raw_tables.ts";
import { olistFiles, type OlistName, olistNames } from "../olist.ts";
import type { Sql } from "../sql.ts";
import type { Finding } from "./rule.ts";

/** The columns of a key as one value of 16 bytes, which takes less memory than they do. */
const hashed = (columns: readonly string[]) => `sipHash128(${columns.map(quotedName).join(", ")})`;

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
      const [{ orphans = "0" } = {}] = await sql.rows<{ orphans: string }>(
        `SELECT count() AS orphans FROM ${rawRows(name)} WHERE ${hashed([column])} NOT IN (SELECT ${
          hashed([otherColumn])
        } FROM ${rawRows(other)})`,
      );
      add(
        `${name}.${column}.orphan`,
        "error",
        `${column} names no row of ${other}`,
        Number(orphans),
      );
    }
  }
  for (const part of ["order_items", "order_payments", "order_reviews"] as const) {
    add(
      `orders.without_${part.replace("order_", "")}`,
      "info",
      `the order is in no row of ${part}`,
      await without(sql, part),
    );
  }
  return findings;
}

async function without(sql: Sql, part: OlistName): Promise<number> {
  const [{ n = "0" } = {}] = await sql.rows<{ n: string }>(
    `SELECT count() AS n FROM ${rawRows("orders")} WHERE ${hashed(["order_id"])} NOT IN (SELECT ${
      hashed(["order_id"])
    } FROM ${rawRows(part)})`,
  );
  return Number(n);
}
