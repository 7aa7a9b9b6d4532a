/** Counts anew, by loops over the cleaned files, what the queries of the warehouse answer. */
import { parse } from "@std/csv";
import { parquetReadObjects } from "hyparquet";
import { join } from "node:path";
import { olistFiles, type OlistName, translationFile } from "../../../lib/warehouse/olist.ts";
import type { QueryName } from "../../../lib/warehouse/queries/query.ts";
import { parquetFile, type Place } from "../../../lib/warehouse/place.ts";

type Row = Readonly<Record<string, string | number | null>>;
type Csv = Readonly<Record<string, string>>;

const cents = (amount: string) => Math.round(100 * Number(amount));
const sumOf = <T>(rows: Iterable<T>, of: (row: T) => number) =>
  Iterator.from(rows).reduce((sum, row) => sum + of(row), 0);
const reais = (rows: Iterable<Csv>, column: string) =>
  sumOf(rows, (row) => cents(row[column]!)) / 100;
const distinct = (rows: Iterable<Csv>, column: string) =>
  new Set(Iterator.from(rows).map((row) => row[column])).size;
const day_ms = 86_400_000;
const dayOf = (time: string) => Date.parse(`${time.slice(0, 10)}T00:00:00Z`) / day_ms;
const dayText = (day: number) => new Date(day * day_ms).toISOString().slice(0, 10);

/** Mean and deviation of a sample. */
function spread(values: readonly number[]) {
  const mean = sumOf(values, (value) => value) / values.length;
  const squares = sumOf(values, (value) => (value - mean) ** 2);
  return { mean, deviation: values.length > 1 ? Math.sqrt(squares / (values.length - 1)) : null };
}

/** Compares by the values of a key, one after the other. */
const by = <T>(...keys: ((row: T) => string | number)[]) => (one: T, other: T) => {
  for (const key of keys) {
    const a = key(one), b = key(other);
    if (a !== b) return a < b ? -1 : 1;
  }
  return 0;
};

/** The answers, of which some are of a product or of a customer. */
export async function recount(place: Place, picked: { product: string; customer: string }) {
  const read = async (path: string): Promise<Csv[]> =>
    parse((await Deno.readTextFile(path)).replace(/^\ufeff/, ""), { skipFirstRow: true }) as Csv[];
  const file = (name: OlistName) => read(join(place.cleaned, olistFiles[name].fileName));
  const english = new Map(
    (await read(join(place.raw, "generated", translationFile.fileName)))
      .map((row) => [row.product_category_name, row.product_category_name_english]),
  );
  const [customers, orders, items, payments, reviews, products] = await Promise.all(
    (["customers", "orders", "order_items", "order_payments", "order_reviews", "products"] as const)
      .map(file),
  ) as [Csv[], Csv[], Csv[], Csv[], Csv[], Csv[]];
  const customer = new Map(customers.map((one) => [one.customer_id, one]));
  const category = new Map(products.map((one) => [one.product_id, one.product_category_name!]));
  const linesOf = Map.groupBy(items, ({ order_id }) => order_id!);
  const wholes = orders.map((order) => {
    const { customer_unique_id, customer_state, customer_city } = customer.get(order.customer_id)!;
    const lines = linesOf.get(order.order_id!) ?? [];
    return {
      status: order.order_status!,
      id: order.order_id!,
      bought: order.order_purchase_timestamp!,
      delivered: order.order_delivered_customer_date!,
      estimated: order.order_estimated_delivery_date!,
      person: customer_unique_id!,
      state: customer_state!,
      city: customer_city!,
      lines,
      price: reais(lines, "price"),
    };
  });
  const people = (some: typeof wholes) => new Set(some.map(({ person }) => person)).size;
  const revenue = (some: typeof wholes) =>
    Math.round(100 * sumOf(some, ({ price }) => price)) / 100;
  const withLines = wholes.filter(({ lines }) => lines.length > 0);
  const delivered = wholes.filter((one) => one.status === "delivered" && one.delivered);
  const scores = Map.groupBy(reviews, ({ order_id }) => order_id!);
  const times = wholes.map(({ bought }) => bought).sort();
  const first = times[0]!, last = times.at(-1)!;

  const months = Map.groupBy(wholes, ({ bought }) => bought.slice(0, 7));
  const monthRows: Row[] = [];
  for (let month = first.slice(0, 7); month <= last.slice(0, 7);) {
    const [year = 0, number = 0] = month.split("-").map(Number);
    const own = months.get(month) ?? [];
    const days = new Set(own.map(({ bought }) => bought.slice(0, 10))).size;
    const partial = 2 * days < new Date(Date.UTC(year, number, 0)).getUTCDate() ? 1 : 0;
    monthRows.push({
      month,
      orders: own.length,
      customers: people(own),
      revenue: revenue(own),
      partial,
    });
    month = new Date(Date.UTC(year, number, 1)).toISOString().slice(0, 7);
  }
  const days = Map.groupBy(wholes, ({ bought }) => dayOf(bought));
  const dayRows = Array.from({ length: dayOf(last) - dayOf(first) + 1 }, (_, at) => {
    const own = days.get(dayOf(first) + at) ?? [];
    return { day: dayText(dayOf(first) + at), orders: own.length, revenue: revenue(own) };
  });

  const prices = withLines.map(({ price }) => price).sort((a, b) => a - b);
  const middle = (prices.length - 1) / 2;
  const delays = [-14, -7, -1, 0, 6, 13, Infinity];
  const delayNames = [
    ...["14 days early or more", "7 to 13 days early", "1 to 6 days early", "on the day"],
    ...["1 to 6 days late", "7 to 13 days late", "14 days late or more"],
  ];
  const scored = delivered.filter(({ id, estimated }) => scores.has(id) && estimated);
  const byDelay = Map.groupBy(
    scored,
    (one) => delays.findIndex((most) => dayOf(one.delivered) - dayOf(one.estimated) <= most),
  );

  const purchases = Map.groupBy(
    wholes.flatMap(({ person, lines }) => lines.map((line) => ({ person, id: line.product_id! }))),
    ({ person }) => person,
  );
  const latest = new Map(
    wholes.toSorted(by(({ bought }) => bought, ({ id }) => id)).map((one) => [one.person, one]),
  );
  const pairs = new Map<string, number>(), also = new Map<string, number>();
  for (const bought of purchases.values()) {
    const ids = [...new Set(bought.map(({ id }) => id))].sort();
    for (const [at, one] of ids.entries()) {
      for (const other of ids.slice(at + 1)) {
        pairs.set(`${one} ${other}`, (pairs.get(`${one} ${other}`) ?? 0) + 1);
      }
      if (!ids.includes(picked.product) || one === picked.product) continue;
      also.set(one, (also.get(one) ?? 0) + 1);
    }
  }
  const recommended = await parquetReadObjects({
    file: (await Deno.readFile(parquetFile(place, "recommendations"))).buffer,
  }) as unknown as Row[];
  const marks = reviews.map(({ review_score }) => Number(review_score));
  const soldIds = new Set(items.map(({ product_id }) => product_id));

  return {
    orders_and_customers: [{
      orders: orders.length,
      customers: people(wholes),
      lines: items.length,
      orders_without_lines: wholes.length - withLines.length,
      first,
      last,
    }],
    three_revenues: [{
      price: reais(items, "price"),
      price_and_freight: sumOf(items, (one) => cents(one.price!) + cents(one.freight_value!)) / 100,
      payments: reais(payments, "payment_value"),
    }],
    months: monthRows,
    daily_sales: dayRows,
    average_basket: [{
      orders: withLines.length,
      ...spread(prices),
      median: (prices[Math.floor(middle)]! + prices[Math.ceil(middle)]!) / 2,
      lines: items.length / withLines.length,
    }],
    basket_sizes: [...Map.groupBy(wholes, ({ lines }) => lines.length)]
      .map(([items, own]) => ({ items, orders: own.length, revenue: revenue(own) }))
      .sort(by(({ items }) => items)),
    top_categories: [...Map.groupBy(items, ({ product_id }) => category.get(product_id)!)]
      .map(([category, own]) => ({
        category,
        english: english.get(category) ?? null,
        orders: distinct(own, "order_id"),
        items: own.length,
        revenue: reais(own, "price"),
      })).sort(by(({ revenue }) => -revenue, ({ category }) => category)).slice(0, 10),
    sales_by_state: [...Map.groupBy(withLines, ({ state }) => state)]
      .map(([state, own]) => ({
        state,
        orders: own.length,
        customers: people(own),
        revenue: revenue(own),
      })).sort(by(({ revenue }) => -revenue, ({ state }) => state)),
    payment_types: [...Map.groupBy(payments, ({ payment_type }) => payment_type!)]
      .map(([payment_type, own]) => ({
        payment_type,
        payments: own.length,
        paid: reais(own, "payment_value"),
      })).sort(by(({ paid }) => -paid, ({ payment_type }) => payment_type)),
    late_by_state: [...Map.groupBy(delivered, ({ state }) => state)]
      .map(([state, own]) => ({
        state,
        deliveries: own.length,
        late: own.filter((one) => one.estimated && one.delivered > one.estimated).length,
      })).sort(by(({ late, deliveries }) => -late / deliveries, ({ state }) => state)),
    score_by_delay: [...byDelay].sort(by(([delay]) => delay)).map(([delay, own]) => ({
      delivery: delayNames[delay]!,
      orders: own.length,
      ...spread(
        own.map(({ id }) => spread(scores.get(id)!.map((one) => Number(one.review_score))).mean),
      ),
    })),
    recommendations: recommended
      .filter(({ customer_unique_id }) => customer_unique_id === picked.customer)
      .map(({ rank, product_id, score, reason }) => ({
        rank: Number(rank),
        product_id: product_id!,
        score: Number(score),
        reason: reason!,
      })).sort(by(({ rank }) => rank)),
    score_distribution: [1, 2, 3, 4, 5].map((score) => ({
      score,
      reviews: marks.filter((mark) => mark === score).length,
    })).filter(({ reviews }) => reviews > 0),
    mean_score: [{
      reviews: reviews.length,
      ...spread(marks),
      satisfied: marks.filter((mark) => mark >= 4).length,
    }],
    products_by_category: [...Map.groupBy(products, (one) => one.product_category_name!)]
      .map(([category, own]) => ({
        category,
        products: own.length,
        sold: own.filter(({ product_id }) => soldIds.has(product_id)).length,
      })).sort(by(({ products }) => -products, ({ category }) => category)).slice(0, 10),
    most_active_customers: [...purchases].map(([customer, bought]) => ({
      customer,
      state: latest.get(customer)!.state,
      city: latest.get(customer)!.city,
      products: new Set(bought.map(({ id }) => id)).size,
      quantity: bought.length,
    })).sort(
      by(({ quantity }) => -quantity, ({ products }) => -products, ({ customer }) => customer),
    ).slice(0, 10),
    bought_together: [...pairs].map(([pair, customers]) => {
      const [product = "", other = ""] = pair.split(" ");
      return {
        product,
        category: category.get(product)!,
        other,
        other_category: category.get(other)!,
        customers,
      };
    }).sort(by(({ customers }) => -customers, ({ product }) => product, ({ other }) => other))
      .slice(0, 10),
    also_bought: [...also].map(([product, customers]) => ({
      product,
      category: category.get(product)!,
      customers,
    })).sort(by(({ customers }) => -customers, ({ product }) => product)).slice(0, 10),
    purchases: [...Map.groupBy(purchases.get(picked.customer) ?? [], ({ id }) => id)]
      .map(([product, own]) => ({
        product,
        category: category.get(product)!,
        quantity: own.length,
      })).sort(by(({ quantity }) => -quantity, ({ product }) => product)).slice(0, 50),
  } satisfies Readonly<Record<Exclude<QueryName, "search_reviews">, readonly Row[]>>;
}
