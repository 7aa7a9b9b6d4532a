/**
 * The files of Olist's public data set: their columns as they stand, typos included, for who writes and
 * who reads them.
 */

/**
 * What a column holds. `id` is 32 hex characters; `zip` five digits with leading zeros; `money` two
 * decimals; `time` a local time `YYYY-MM-DD HH:MM:SS` without a zone.
 */
export type Kind = "id" | "text" | "word" | "zip" | "state" | "integer" | "money" | "time";

/** A file of the set. */
export interface OlistFile {
  /** Its name as Kaggle gives it. */
  readonly fileName: string;
  /** Its columns, in their order. */
  readonly columns: Readonly<Record<string, Kind>>;
  /** What tells one row from another. */
  readonly key: readonly string[];
  /** What a column names in another file: `[file, column]`. */
  readonly references: Readonly<Record<string, readonly [file: OlistName, column: string]>>;
}

/** The seven files that the warehouse is made of. */
export const olistNames = [
  "customers",
  "orders",
  "order_items",
  "order_payments",
  "order_reviews",
  "products",
  "sellers",
] as const;

/** The short name of a file. */
export type OlistName = typeof olistNames[number];

/** The words of `order_status`, in the order in which an order goes through them. */
export const orderStatuses = [
  "created",
  "approved",
  "invoiced",
  "processing",
  "shipped",
  "delivered",
  "unavailable",
  "canceled",
] as const;

/** The words of `payment_type`. */
export const paymentTypes = [
  "credit_card",
  "boleto",
  "voucher",
  "debit_card",
  "not_defined",
] as const;

/** By their short names. */
export const olistFiles: Readonly<Record<OlistName, OlistFile>> = {
  customers: {
    fileName: "olist_customers_dataset.csv",
    columns: {
      customer_id: "id",
      customer_unique_id: "id",
      customer_zip_code_prefix: "zip",
      customer_city: "text",
      customer_state: "state",
    },
    key: ["customer_id"],
    references: {},
  },
  orders: {
    fileName: "olist_orders_dataset.csv",
    columns: {
      order_id: "id",
      customer_id: "id",
      order_status: "word",
      order_purchase_timestamp: "time",
      order_approved_at: "time",
      order_delivered_carrier_date: "time",
      order_delivered_customer_date: "time",
      order_estimated_delivery_date: "time",
    },
    key: ["order_id"],
    references: { customer_id: ["customers", "customer_id"] },
  },
  order_items: {
    fileName: "olist_order_items_dataset.csv",
    columns: {
      order_id: "id",
      order_item_id: "integer",
      product_id: "id",
      seller_id: "id",
      shipping_limit_date: "time",
      price: "money",
      freight_value: "money",
    },
    key: ["order_id", "order_item_id"],
    references: {
      order_id: ["orders", "order_id"],
      product_id: ["products", "product_id"],
      seller_id: ["sellers", "seller_id"],
    },
  },
  order_payments: {
    fileName: "olist_order_payments_dataset.csv",
    columns: {
      order_id: "id",
      payment_sequential: "integer",
      payment_type: "word",
      payment_installments: "integer",
      payment_value: "money",
    },
    key: ["order_id", "payment_sequential"],
    references: { order_id: ["orders", "order_id"] },
  },
  order_reviews: {
    fileName: "olist_order_reviews_dataset.csv",
    columns: {
      review_id: "id",
      order_id: "id",
      review_score: "integer",
      review_comment_title: "text",
      review_comment_message: "text",
      review_creation_date: "time",
      review_answer_timestamp: "time",
    },
    key: ["review_id", "order_id"],
    references: { order_id: ["orders", "order_id"] },
  },
  products: {
    fileName: "olist_products_dataset.csv",
    columns: {
      product_id: "id",
      product_category_name: "word",
      product_name_lenght: "integer",
      product_description_lenght: "integer",
      product_photos_qty: "integer",
      product_weight_g: "integer",
      product_length_cm: "integer",
      product_height_cm: "integer",
      product_width_cm: "integer",
    },
    key: ["product_id"],
    references: {},
  },
  sellers: {
    fileName: "olist_sellers_dataset.csv",
    columns: {
      seller_id: "id",
      seller_zip_code_prefix: "zip",
      seller_city: "text",
      seller_state: "state",
    },
    key: ["seller_id"],
    references: {},
  },
};

/** The optional translation of categories; it begins with a byte order mark. */
export const translationFile = {
  fileName: "product_category_name_translation.csv",
  columns: { product_category_name: "word", product_category_name_english: "word" },
} as const;

/** The optional places of zip code prefixes, of which many rows stand twice. */
export const geolocationFile = {
  fileName: "olist_geolocation_dataset.csv",
  columns: {
    geolocation_zip_code_prefix: "zip",
    geolocation_lat: "degrees",
    geolocation_lng: "degrees",
    geolocation_city: "text",
    geolocation_state: "state",
  },
} as const;
