/**
 * Defects of single rows, each a small function, with the rule that finds it. What would break a key
 * that other rows name is planted where nobody names it, or as a row more, so that one defect is one
 * finding.
 */
import type { Random } from "../../../base/random.ts";
import type { OlistName } from "../../olist.ts";
import type { RawRow } from "./raw_row.ts";

/** A defect of rows. */
export interface RowDirt {
  readonly name: string;
  readonly file: OlistName;
  /** What is wrong, in words. */
  readonly what: string;
  /** The rule of quality that finds it, by name. */
  readonly rule: string;
  /** The rows in place of one, the spoilt one last; `null` if the row cannot have this defect. */
  readonly spoil: (row: RawRow, draw: Random) => readonly RawRow[] | null;
}

const dirt = (
  name: string,
  file: OlistName,
  rule: string,
  what: string,
  spoil: RowDirt["spoil"],
): RowDirt => ({ name, file, rule: `${file}.${rule}`, what, spoil });

/** A field is replaced. */
const put =
  (column: string, field: string | ((value: string) => string | null)) =>
  (row: RawRow): RawRow[] | null => {
    const value = typeof field === "string" ? field : field(row.get(column));
    return value === null ? null : [row.with(column, value)];
  };

/** An id that nothing has. */
function strange(draw: Random): string {
  const word = () => (draw.int32() >>> 0).toString(16).padStart(8, "0");
  return `"0${(word() + word() + word() + word()).slice(1)}"`;
}

/** A row more that names what is not there. */
const more =
  (column: string) => (row: RawRow, draw: Random) => [row, row.with(column, strange(draw))];

/** The row itself names what is not there. */
const stray = (column: string) => (row: RawRow, draw: Random) => [row.with(column, strange(draw))];

const negative = (value: string) => Number(value) > 0 ? `-${value}` : null;

/** The defects, by name. */
export const rowDirt: readonly RowDirt[] = [
  dirt(
    "duplicate_line",
    "order_items",
    "duplicate_row",
    "a line stands twice",
    (row) => [row, row],
  ),
  dirt(
    "duplicate_key",
    "order_payments",
    "duplicate_key",
    "two payments of an order have one number",
    (row) => [row, row.with("payment_value", "1234.56")],
  ),
  dirt(
    "orphan_customer",
    "orders",
    "customer_id.orphan",
    "an order of a customer who is not there",
    stray("customer_id"),
  ),
  dirt(
    "orphan_item",
    "order_items",
    "order_id.orphan",
    "a line of an order that is not there",
    more("order_id"),
  ),
  dirt(
    "orphan_payment",
    "order_payments",
    "order_id.orphan",
    "a payment of an order that is not there",
    more("order_id"),
  ),
  dirt(
    "orphan_review",
    "order_reviews",
    "order_id.orphan",
    "a review of an order that is not there",
    more("order_id"),
  ),
  dirt(
    "orphan_product",
    "order_items",
    "product_id.orphan",
    "a line of a product that is not there",
    stray("product_id"),
  ),
  dirt(
    "orphan_seller",
    "order_items",
    "seller_id.orphan",
    "a line of a seller who is not there",
    stray("seller_id"),
  ),
  dirt(
    "no_such_day",
    "orders",
    "order_purchase_timestamp.form",
    "a purchase on a day that no month has",
    put("order_purchase_timestamp", "2017-02-30 10:15:00"),
  ),
  dirt(
    "other_date_form",
    "order_items",
    "shipping_limit_date.form",
    "a date with the day first",
    put(
      "shipping_limit_date",
      (time) =>
        `${time.slice(8, 10)}/${time.slice(5, 7)}/${time.slice(0, 4)} ${time.slice(11, 16)}`,
    ),
  ),
  dirt(
    "no_date",
    "order_reviews",
    "review_creation_date.form",
    "words in the place of a date",
    put("review_creation_date", "ontem"),
  ),
  dirt(
    "delivered_before_purchase",
    "orders",
    "order_delivered_customer_date.order",
    "delivered before it was purchased",
    put("order_delivered_customer_date", (time) => time === "" ? null : "2016-01-02 09:00:00"),
  ),
  dirt(
    "answered_before_asked",
    "order_reviews",
    "review_answer_timestamp.order",
    "a review answered before it was asked for",
    put("review_answer_timestamp", "2016-01-02 09:00:00"),
  ),
  dirt("negative_price", "order_items", "price.range", "a price below 0", put("price", negative)),
  dirt(
    "negative_freight",
    "order_items",
    "freight_value.range",
    "freight below 0",
    put("freight_value", negative),
  ),
  dirt(
    "negative_payment",
    "order_payments",
    "payment_value.range",
    "a payment below 0",
    put("payment_value", negative),
  ),
  dirt(
    "comma_price",
    "order_items",
    "price.form",
    "a price with a decimal comma",
    put("price", (value) => `"${value.replace(".", ",")}"`),
  ),
  dirt("score_6", "order_reviews", "review_score.range", "a score of 6", put("review_score", "6")),
  dirt(
    "score_text",
    "order_reviews",
    "review_score.form",
    "a score in words",
    put("review_score", "cinco"),
  ),
  dirt(
    "truncated_row",
    "order_payments",
    "fields_missing",
    "a row that breaks off",
    (row) => [row.cut(3)],
  ),
  dirt(
    "field_too_many",
    "order_items",
    "fields_beyond",
    "a row with a field too many",
    (row) => [row.and("x")],
  ),
  dirt(
    "unknown_status",
    "orders",
    "order_status.word",
    "a status that is none",
    put("order_status", "entregue"),
  ),
  dirt(
    "unknown_payment",
    "order_payments",
    "payment_type.word",
    "a way to pay that is none",
    put("payment_type", "pix"),
  ),
  dirt(
    "small_state",
    "customers",
    "customer_state.case",
    "a state in small letters",
    put("customer_state", (state) => state.toLowerCase()),
  ),
  dirt(
    "unknown_state",
    "sellers",
    "seller_state.form",
    "a state that Brazil does not have",
    put("seller_state", "XX"),
  ),
  dirt(
    "null_in_key",
    "order_items",
    "order_item_id.null",
    "a line without its number",
    // One line of an order at most: two that are alike otherwise would be duplicates, too.
    put("order_item_id", (number) => number === "1" ? "" : null),
  ),
  dirt("null_price", "order_items", "price.null", "a line without a price", put("price", "")),
  dirt(
    "null_score",
    "order_reviews",
    "review_score.null",
    "a review without a score",
    put("review_score", ""),
  ),
  dirt(
    "short_id",
    "customers",
    "customer_unique_id.form",
    "an id that lacks a character",
    put("customer_unique_id", (id) => `"${id.slice(0, 31)}"`),
  ),
  dirt(
    "decimal_point",
    "products",
    "product_name_lenght.decimal",
    "40.0 for 40, as pandas writes",
    put("product_name_lenght", (value) => value === "" ? null : `${value}.0`),
  ),
  dirt(
    "lost_zeros",
    "customers",
    "customer_zip_code_prefix.zeros",
    "a zip prefix without its leading zeros",
    put("customer_zip_code_prefix", (zip) => zip.startsWith("0") ? zip.replace(/^0+/, "") : null),
  ),
  dirt(
    "negative_weight",
    "products",
    "product_weight_g.range",
    "a weight below 0",
    put("product_weight_g", negative),
  ),
  dirt(
    "latin1_city",
    "customers",
    "utf8",
    "a city in Latin-1",
    put("customer_city", "s\xe3o paulo"),
  ),
  dirt(
    "city_with_state",
    "customers",
    "customer_city.city",
    "a city with its state",
    put("customer_city", (city) => city.includes("-") ? null : `${city} - sp`),
  ),
];
