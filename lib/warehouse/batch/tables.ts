/** The tables of the batch, which are written as Parquet: integers of 64 bits, money with two decimals. */
import { factTable } from "./facts.ts";

/** A table that is written as Parquet. */
export interface BatchTable {
  readonly name: "sales_by_state" | "sales_by_month" | "product_by_category" | "customer_segments";
  /** Its rows, in the order in which they are written. */
  readonly query: string;
}

const sales = factTable("sales_fact"), orders = factTable("orders_fact");
const money = (sum: string) => `toDecimal64(${sum}, 2)`;
const int = (value: string) => `toInt64(${value})`;
/** A mean of money, half a centavo rounded away from zero. */
const mean = (sum: string, count: string) =>
  `toDecimal64(if(${count} = 0, 0, intDiv(2 * toInt64(${sum} * 100) + ${count}, 2 * ${count}) / 100), 2)`;

const sums = `${int("uniqExact(order_id)")} AS orders,
  ${int("uniqExact(customer_unique_id)")} AS customers, ${int("count()")} AS items,
  ${money("sum(price)")} AS revenue, ${money("sum(freight_value)")} AS freight`;

/** The segments: the first that fits. Recency and money are fifths, 5 the best; frequency is a number. */
export const segments = [
  ["champion", "f >= 2 AND r >= 4"],
  ["loyal", "f >= 2 AND r >= 2"],
  ["lost", "r = 1"],
  ["big spender", "m = 5"],
  ["new", "r = 5"],
] as const;
/** Who is in none of {@link segments}. */
export const lastSegment = "one-time";

/** The four tables. Revenue is the sum of prices over all lines, whatever the status. */
export const batchTables: readonly BatchTable[] = [
  {
    name: "sales_by_state",
    query: `SELECT toString(customer_state) AS state, ${sums}, ${
      mean("revenue", "orders")
    } AS average_order
FROM ${sales} GROUP BY state ORDER BY state`,
  },
  {
    // Months without orders are rows of 0. Partial: orders on fewer than half of the month's days.
    name: "sales_by_month",
    query: `SELECT formatDateTime(m.month, '%Y-%m') AS month,
  ifNull(s.orders, 0) AS orders, ifNull(s.customers, 0) AS customers, ifNull(s.items, 0) AS items,
  ifNull(s.revenue, toDecimal64(0, 2)) AS revenue, ifNull(s.freight, toDecimal64(0, 2)) AS freight,
  ${mean("revenue", "orders")} AS average_order,
  2 * ifNull(d.days, 0) < toDayOfMonth(toLastDayOfMonth(m.month)) AS partial
FROM (SELECT arrayJoin(arrayMap(n -> addMonths(first, n), range(toUInt32(dateDiff('month', first, last)) + 1))) AS month
  FROM (SELECT toStartOfMonth(min(purchased_at)) AS first, toStartOfMonth(max(purchased_at)) AS last
    FROM ${orders})) AS m
LEFT JOIN (SELECT toStartOfMonth(purchased_at) AS month, ${sums} FROM ${sales} GROUP BY month) AS s
  ON s.month = m.month
LEFT JOIN (SELECT toStartOfMonth(purchased_at) AS month, ${
      int("uniqExact(toDate(purchased_at))")
    } AS days
  FROM ${orders} GROUP BY month) AS d ON d.month = m.month
ORDER BY month`,
  },
  {
    name: "product_by_category",
    query: `SELECT toString(category) AS category, any(category_english) AS category_english,
  ${int("uniqExact(product_id)")} AS products, ${int("count()")} AS items,
  ${mean("sum(price)", "count()")} AS average_price, ${money("sum(price)")} AS revenue
FROM ${sales} GROUP BY category ORDER BY category`,
  },
  {
    // Ties are decided by customer_unique_id, which is chance.
    name: "customer_segments",
    query: `SELECT customer_unique_id, recency_days, frequency, monetary, r, f, m, multiIf(${
      segments.map(([name, fits]) => `${fits}, '${name}'`).join(", ")
    }, '${lastSegment}') AS segment
FROM (SELECT customer_unique_id, recency_days, frequency, monetary,
    ${int("ntile(5) OVER (ORDER BY last, customer_unique_id)")} AS r,
    least(frequency, 5) AS f,
    ${int("ntile(5) OVER (ORDER BY monetary, customer_unique_id)")} AS m
  FROM (SELECT customer_unique_id, max(purchased_at) AS last,
      ${int(`dateDiff('day', last, (SELECT max(purchased_at) FROM ${orders}))`)} AS recency_days,
      ${int("uniqExact(order_id)")} AS frequency, ${money("sum(price)")} AS monetary
    FROM ${sales} GROUP BY customer_unique_id))
ORDER BY customer_unique_id`,
  },
];
