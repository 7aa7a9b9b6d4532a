/** The rules that each row keeps or breaks by itself. */
import {
  type Kind,
  olistFiles,
  type OlistName,
  olistNames,
  orderStatuses,
  paymentTypes,
} from "../olist.ts";
import {
  absent,
  isDateOnly,
  isMisshapen,
  isNull,
  isPointZero,
  lostZeros,
  valueOf,
} from "./forms.ts";
import type { RowRule, Severity } from "./rule.ts";

/** Columns that no row can be used without, beside those of its key and those that name other rows. */
const required: Readonly<Partial<Record<OlistName, readonly string[]>>> = {
  customers: ["customer_unique_id", "customer_state"],
  orders: ["order_status", "order_purchase_timestamp"],
  order_items: ["price", "freight_value"],
  order_payments: ["payment_type", "payment_value"],
  order_reviews: ["review_score"],
};

/** What a kind is called when a value is none: `is no …`. */
const kindNames: Readonly<Record<Kind, string>> = {
  id: "id of 32 hexadecimal digits",
  text: "text",
  word: "word",
  zip: "zip code prefix of five digits",
  state: "state of Brazil",
  integer: "whole number",
  money: "amount with two decimals",
  time: "time that exists, as YYYY-MM-DD HH:MM:SS",
};

const list = (words: readonly string[]) => words.map((word) => `'${word}'`).join(", ");
const int = valueOf.integer, money = valueOf.money, time = valueOf.time;
const never = `'${absent}'`;

/** Conditions of columns beyond their kinds: `[severity, name, what is wrong, when]`. */
type Special = readonly [severity: Severity, name: string, what: string, broken: string];

const specials: Readonly<Record<string, readonly Special[]>> = {
  "orders.order_status": [[
    "error",
    "word",
    "is none of the eight words",
    `order_status NOT IN (${list(orderStatuses)})`,
  ]],
  "order_payments.payment_type": [[
    "error",
    "word",
    "is none of the five words",
    `payment_type NOT IN (${list(paymentTypes)})`,
  ], ["info", "not_defined", "is not_defined", "payment_type = 'not_defined'"]],
  "order_items.order_item_id": [["error", "range", "is below 1", `${int("order_item_id")} < 1`]],
  "order_items.price": [
    ["error", "range", "is below 0", `${money("price")} < 0`],
    ["warning", "zero", "is 0", `${money("price")} = 0`],
  ],
  "order_items.freight_value": [["error", "range", "is below 0", `${money("freight_value")} < 0`]],
  "order_items.shipping_limit_date": [[
    "warning",
    "late",
    "is after 2019, when all orders were delivered",
    `toYear(${time("shipping_limit_date")}) > 2019`,
  ]],
  "order_payments.payment_sequential": [[
    "error",
    "range",
    "is below 1",
    `${int("payment_sequential")} < 1`,
  ]],
  "order_payments.payment_installments": [
    ["error", "range", "is below 0", `${int("payment_installments")} < 0`],
    ["info", "zero", "is 0", `${int("payment_installments")} = 0`],
  ],
  "order_payments.payment_value": [
    ["error", "range", "is below 0", `${money("payment_value")} < 0`],
    ["info", "zero", "is 0", `${money("payment_value")} = 0`],
  ],
  "order_reviews.review_score": [[
    "error",
    "range",
    "is not from 1 to 5",
    `${int("review_score")} NOT BETWEEN 1 AND 5`,
  ]],
  "products.product_category_name": [[
    "info",
    "null",
    "is missing, and becomes unknown",
    isNull("product_category_name"),
  ]],
  "products.product_weight_g": [
    ["error", "range", "is below 0", `${int("product_weight_g")} < 0`],
    ["info", "null", "is missing", isNull("product_weight_g")],
    ["warning", "zero", "is 0", `${int("product_weight_g")} = 0`],
  ],
  "orders.order_approved_at": [[
    "warning",
    "order",
    "is before the purchase",
    `${time("order_approved_at")} < ${time("order_purchase_timestamp")}`,
  ]],
  "orders.order_delivered_carrier_date": [[
    "warning",
    "order",
    "is before the purchase",
    `${time("order_delivered_carrier_date")} < ${time("order_purchase_timestamp")}`,
  ]],
  "orders.order_delivered_customer_date": [
    [
      "warning",
      "order",
      "is before the purchase",
      `${time("order_delivered_customer_date")} < ${time("order_purchase_timestamp")}`,
    ],
    [
      "warning",
      "null",
      "is missing, though the order was delivered",
      `order_status = 'delivered' AND ${isNull("order_delivered_customer_date")}`,
    ],
  ],
  "order_reviews.review_answer_timestamp": [[
    "warning",
    "order",
    "is before the review",
    `${time("review_answer_timestamp")} < ${time("review_creation_date")}`,
  ]],
};

/** The rules of the seven files, in the order in which a row is judged. */
export const rowRules: readonly RowRule[] = olistNames.flatMap(rulesOf);

function rulesOf(file: OlistName): RowRule[] {
  const { columns, key, references } = olistFiles[file];
  const needed = new Set([...key, ...Object.keys(references), ...required[file] ?? []]);
  const rows: RowRule[] = [
    rowRule("fields_missing", "has too few fields", `NOT whole_ AND beyond_ = ${never}`),
    rowRule("fields_beyond", "has too many fields", `beyond_ != ${never}`),
  ];
  const texts = Object.entries(columns).filter(([, kind]) => kind === "text").map(([name]) => name);
  if (texts.length > 0) {
    const bad = texts.map((name) => `NOT isValidUTF8(${name})`).join(" OR ");
    rows.push({
      ...rowRule("utf8", "has bytes that are no UTF-8, and are read as Latin-1", bad),
      severity: "warning",
    });
  }
  return [...rows, ...Object.entries(columns).flatMap(([name, kind]) => rulesOfColumn(name, kind))];

  function rowRule(name: string, what: string, broken: string): RowRule {
    return { name: `${file}.${name}`, file, severity: "error", what: `the row ${what}`, broken };
  }

  function rulesOfColumn(column: string, kind: Kind): RowRule[] {
    const rules: Special[] = [];
    if (needed.has(column)) rules.push(["error", "null", "is missing", isNull(column)]);
    if (isMisshapen[kind](column) !== "0") {
      rules.push([
        "error",
        "form",
        `is no ${kindNames[kind]}`,
        `NOT ${isNull(column)} AND ${isMisshapen[kind](column)}`,
      ]);
    }
    rules.push(...specials[`${file}.${column}`] ?? []);
    if (kind === "integer") {
      rules.push(["warning", "decimal", "is written as 40.0 for 40", isPointZero(column)]);
    }
    if (kind === "zip") {
      rules.push(["warning", "zeros", "has lost its leading zeros", lostZeros(column)]);
    }
    if (kind === "state") {
      rules.push([
        "warning",
        "case",
        "is not in capitals",
        `upper(trimBoth(${column})) != ${column} AND NOT ${isNull(column)}`,
      ]);
    }
    if (kind === "time") {
      rules.push(["warning", "date_only", "has no time of the day", `${isDateOnly(column)}`]);
    }
    if (column.endsWith("_city")) {
      rules.push([
        "warning",
        "city",
        "is not the name of a city alone",
        `match(${column}, '\\\\s-\\\\s|[/\\\\\\\\@,0-9]')`,
      ]);
    }
    return rules.map(([severity, name, what, broken]) => ({
      name: `${file}.${column}.${name}`,
      file,
      severity,
      what: `${column} ${what}`,
      broken: `whole_ AND (${broken})`,
      column,
    }));
  }
}
