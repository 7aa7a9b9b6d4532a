/** The cleaned files as tables of typed columns. */
import { type Kind, olistFiles, type OlistName } from "../olist.ts";
import { cleanCity, valueOf } from "../quality/forms.ts";
import { rowRules } from "../quality/row_rules.ts";
import { quotedName } from "../../clickhouse/mod.ts";
import { rawRows, workDatabase } from "./raw_tables.ts";

/** The table of a cleaned file. */
export const cleanedTable = (name: OlistName): string => `${workDatabase}.${name}`;

/** The table of what cannot be used of a file: `reason`, `row` and its fields as they came. */
export const quarantineTable = (name: OlistName): string => `${workDatabase}.quarantine_${name}`;

/** Types that hold no null, so that joins and sums need not look for them. */
const types: Readonly<Record<Kind, string>> = {
  id: "String",
  text: "Nullable(String)",
  word: "LowCardinality(Nullable(String))",
  zip: "String",
  state: "LowCardinality(String)",
  integer: "Nullable(Int32)",
  money: "Nullable(Decimal(12, 2))",
  time: "Nullable(DateTime('UTC'))",
};

const always = new Set([
  "order_items.price",
  "order_items.freight_value",
  "order_payments.payment_value",
  "order_items.order_item_id",
  "order_payments.payment_sequential",
  "order_reviews.review_score",
  "orders.order_purchase_timestamp",
  "orders.order_status",
  "order_payments.payment_type",
  "products.product_category_name",
]);

/** A column of a cleaned file: its name, its type, and its value by the raw columns. */
export interface CleanedColumn {
  readonly name: string;
  readonly type: string;
  readonly value: string;
}

/** The columns of a cleaned file, in its order. */
export function cleanedColumns(file: OlistName): CleanedColumn[] {
  return Object.entries(olistFiles[file].columns).map(([name, kind]) => {
    const isAlways = always.has(`${file}.${name}`);
    const type = isAlways ? types[kind].replace(/Nullable\((.*?\)?)\)(?=\)?$)/, "$1") : types[kind];
    if (name === "product_category_name") {
      return { name, type, value: `if(${name} = '', 'unknown', ${name})` };
    }
    if (name.endsWith("_city")) {
      return {
        name,
        type: "LowCardinality(String)",
        value: cleanCity(`toLowCardinality(${name})`),
      };
    }
    return {
      name,
      type,
      value: isAlways ? `assumeNotNull(${valueOf[kind](name)})` : valueOf[kind](name),
    };
  });
}

/** Why a row cannot be used: the first rule of severity error that it breaks; empty: none. */
export function reasonOfRow(file: OlistName): string {
  const errors = rowRules.filter((rule) => rule.file === file && rule.severity === "error");
  const cases = errors.map(({ name, broken }) => `ifNull(${broken}, 0), '${name}'`);
  return `multiIf(${cases.join(", ")}, '')`;
}

/** The raw rows with the values of the cleaned columns beside them, and the reason. */
export function judgedRows(file: OlistName): string {
  const values = cleanedColumns(file).map(({ name, value }) =>
    `${value} AS ${quotedName(`${name}_`)}`
  );
  return `SELECT *, ${reasonOfRow(file)} AS reason_, ${values.join(", ")} FROM ${rawRows(file)}`;
}
