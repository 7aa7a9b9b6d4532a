/** What must agree with what, from the raw files to every store. */
import { join } from "node:path";
import type { Db } from "mongodb";
import type { GraphReader } from "../../graph/graph.ts";
import { factTable } from "../batch/facts.ts";
import { warehouseDatabase } from "../book.ts";
import { cleanedTable, quarantineTable } from "../clean/cleaned_tables.ts";
import { quotedText } from "../../clickhouse/mod.ts";
import { olistFiles, type OlistName, olistNames } from "../olist.ts";
import { parquetFile, type Place } from "../place.ts";
import type { Cleaned, Recommended } from "../results.ts";
import type { Sql } from "../sql.ts";
import type { Check, Side } from "./check.ts";

/** Where the figures are asked for. */
export interface Stores {
  readonly place: Place;
  /** The engine on this machine, which reads files. */
  readonly local: Sql;
  /** The column store. */
  readonly columns: Sql;
  readonly documents: Db;
  readonly graph: GraphReader;
}

const money = (sum: string) => `toDecimalString(ifNull(${sum}, 0), 2)`;

/** The single figure of a query. */
const figure = (where: string, sql: Sql, query: string): Side => ({
  where,
  value: async () => {
    const [row] = await sql.rows<Record<string, unknown>>(query);
    return String(Object.values(row ?? {})[0]);
  },
});

const known = (where: string, value: string | number): Side => ({
  where,
  value: () => Promise.resolve(String(value)),
});

/** All checks, in the order in which data flow. */
export function checksOf(
  { place, local, columns, documents, graph }: Stores,
  cleaned: Cleaned,
  recommended: Recommended,
): Check[] {
  const csv = (name: OlistName) =>
    `file(${quotedText(join(place.cleaned, olistFiles[name].fileName))}, CSVWithNames)`;
  const parquet = (name: string) => `file(${quotedText(parquetFile(place, name))}, Parquet)`;
  const cleanedSum = (file: OlistName, column: string) =>
    figure(
      "the cleaned tables",
      local,
      `SELECT ${money(`sum(${column})`)} FROM ${cleanedTable(file)}`,
    );
  const fileChecks = olistNames.flatMap((name): Check[] => {
    const file = cleaned.files.find((one) => one.name === name);
    const dropped = Object.values(file?.quarantined ?? {}).reduce((sum, n) => sum + n, 0);
    return [
      {
        what: `rows of ${name}`,
        one: known("the raw file", file?.rows ?? 0),
        other: known("cleaned and quarantined", (file?.kept ?? 0) + dropped),
      },
      {
        what: `cleaned rows of ${name}`,
        one: figure("the cleaned tables", local, `SELECT count() FROM ${cleanedTable(name)}`),
        other: figure("the cleaned file", local, `SELECT count() FROM ${csv(name)}`),
      },
      {
        what: `quarantined rows of ${name}`,
        one: known("the reasons", dropped),
        other: figure("the quarantine", local, `SELECT count() FROM ${quarantineTable(name)}`),
      },
    ];
  });
  const conserved = (
    what: string,
    raw: string,
    file: OlistName,
    column: string,
  ): Check => ({
    what: `${what}: nothing is lost on the way`,
    one: known("the raw file", raw),
    other: figure(
      "cleaned and quarantined",
      local,
      `SELECT toDecimalString(a + b, 2) FROM (SELECT sum(${column}) AS a FROM ${
        cleanedTable(file)
      }) AS kept,
        (SELECT ifNull(sum(toDecimal64OrNull(fields[${
        Object.keys(olistFiles[file].columns).indexOf(column) + 1
      }], 2)), 0) AS b FROM ${quarantineTable(file)}) AS dropped`,
    ),
  });
  const store = (table: string) => `${warehouseDatabase}.${table}`;
  const lines = figure(
    "the cleaned tables",
    local,
    `SELECT count() FROM ${cleanedTable("order_items")}`,
  );
  const price = cleanedSum("order_items", "price");
  const inColumns = (query: string) => figure("the column store", columns, query);
  const ofDocuments = (value: () => Promise<number | string>): Side => ({
    where: "MongoDB",
    value: async () => String(await value()),
  });
  const ofGraph = (cypher: string, write: (value: number) => string = String): Side => ({
    where: "the graph",
    value: async () => write(Number(Object.values((await graph.query(cypher))[0] ?? {})[0])),
  });
  return [
    ...fileChecks,
    conserved("prices", cleaned.rawRevenue.price, "order_items", "price"),
    conserved("payments", cleaned.rawRevenue.payments, "order_payments", "payment_value"),
    { what: "lines", one: lines, other: inColumns(`SELECT count() FROM ${store("sales_fact")}`) },
    {
      what: "revenue: prices",
      one: price,
      other: inColumns(`SELECT ${money("sum(price)")} FROM ${store("sales_fact")}`),
    },
    {
      what: "revenue: prices and freight",
      one: known("the cleaned tables", cleaned.revenue.price_and_freight),
      other: inColumns(`SELECT ${money("sum(price) + sum(freight)")} FROM ${store("orders_fact")}`),
    },
    {
      what: "revenue: payments",
      one: cleanedSum("order_payments", "payment_value"),
      other: inColumns(`SELECT ${money("sum(payment_value)")} FROM ${store("payments_fact")}`),
    },
    {
      what: "orders",
      one: figure("the cleaned tables", local, `SELECT count() FROM ${cleanedTable("orders")}`),
      other: inColumns(`SELECT count() FROM ${store("orders_fact")}`),
    },
    {
      what: "products",
      one: figure("the cleaned tables", local, `SELECT count() FROM ${cleanedTable("products")}`),
      other: ofDocuments(() => documents.collection("products").countDocuments()),
    },
    {
      what: "revenue by product",
      one: price,
      other: ofDocuments(async () => {
        const [sum] = await documents.collection("products").aggregate([
          { $group: { _id: null, n: { $sum: { $toDecimal: "$sold.revenue" } } } },
        ]).toArray();
        return Number(String(sum?.n ?? 0)).toFixed(2);
      }),
    },
    {
      what: "reviews",
      one: figure(
        "the cleaned tables",
        local,
        `SELECT count() FROM ${cleanedTable("order_reviews")}`,
      ),
      other: ofDocuments(() => documents.collection("reviews").countDocuments()),
    },
    {
      what: "the sum of the scores",
      one: figure(
        "the cleaned tables",
        local,
        `SELECT sum(review_score) FROM ${cleanedTable("order_reviews")}`,
      ),
      other: ofDocuments(async () => {
        const [sum] = await documents.collection("reviews").aggregate([
          { $group: { _id: null, n: { $sum: "$score" } } },
        ]).toArray();
        return sum?.n ?? 0;
      }),
    },
    {
      what: "customers with an order",
      one: figure(
        "the cleaned tables",
        local,
        `SELECT uniqExact(customer_unique_id) FROM ${cleanedTable("customers")}
          WHERE customer_id IN (SELECT customer_id FROM ${cleanedTable("orders")})`,
      ),
      other: ofGraph("MATCH (c:Customer) RETURN count(c) AS n"),
    },
    {
      what: "lines",
      one: lines,
      other: ofGraph("MATCH (:Customer)-[r:PURCHASED]->(:Product) RETURN sum(r.quantity) AS n"),
    },
    {
      what: "revenue: prices",
      one: price,
      other: ofGraph(
        "MATCH (:Customer)-[r:PURCHASED]->(:Product) RETURN sum(r.revenue) AS n",
        (sum) => sum.toFixed(2),
      ),
    },
    ...["sales_by_state", "sales_by_month", "product_by_category"].map((name): Check => ({
      what: "revenue: prices",
      one: price,
      other: figure(
        `${name}.parquet`,
        local,
        `SELECT ${money("sum(revenue)")} FROM ${parquet(name)}`,
      ),
    })),
    {
      what: "revenue: prices",
      one: price,
      other: figure(
        "customer_segments.parquet",
        local,
        `SELECT ${money("sum(monetary)")} FROM ${parquet("customer_segments")}`,
      ),
    },
    {
      what: "customers with a line",
      one: figure(
        "the tables of facts",
        local,
        `SELECT uniqExact(customer_unique_id) FROM ${factTable("sales_fact")}`,
      ),
      other: figure(
        "customer_segments.parquet",
        local,
        `SELECT count() FROM ${parquet("customer_segments")}`,
      ),
    },
    {
      what: "recommendations",
      one: known("the task that made them", recommended.rows),
      other: figure(
        "recommendations.parquet",
        local,
        `SELECT count() FROM ${parquet("recommendations")}`,
      ),
    },
    {
      what: "recommended products that the customer has already",
      one: known("none may be", 0),
      other: figure(
        "recommendations.parquet",
        local,
        `SELECT count() FROM ${parquet("recommendations")}
          WHERE (customer_unique_id, product_id) IN (SELECT customer_unique_id, product_id FROM ${
          factTable("sales_fact")
        })`,
      ),
    },
  ];
}
