/** The files of a market, as bytes without their headers. */
import { type Random, random } from "../../../base/random.ts";
import { encoded } from "../../../base/text/encoded.ts";
import { type OlistName, paymentTypes } from "../../olist.ts";
import { ByteWriter } from "./byte_writer.ts";
import { categories } from "../market/categories.ts";
import { Ids } from "./ids.ts";
import type { Market } from "../market/make_market.ts";
import { places } from "../market/places.ts";
import { range, shuffled } from "../market/quotas.ts";
import { reviewMessage, reviewTitle } from "./review_texts.ts";
import { sellerCity } from "./seller_city.ts";
import { courses } from "../market/shape.ts";
import { states } from "../market/states.ts";

/** The lines of each file, in pieces. */
export type MarketFiles = Record<OlistName, Uint8Array<ArrayBuffer>[]>;

const cityBytes = places.map(({ cities }) => cities.map(({ name }) => encoded(name)));
const stateBytes = states.map(({ code }) => encoded(code));
const categoryBytes = categories.map(({ name }) => encoded(name));
const nothing = new Uint8Array();

/**
 * Writes the files of a market.
 *
 * @param first the number of its first order among all markets'; nothing in it has a number beyond
 *   that of its last
 */
export function writeMarket(
  seed: number,
  name: string,
  market: Market,
  first: number,
): MarketFiles {
  const draw = (part: string) => random(seed, `${name} ${part}`);
  const ids = new Words(seed, first);
  return {
    customers: customers(market, ids, draw("order of customers")),
    orders: orders(market, ids),
    order_items: items(market, ids),
    order_payments: payments(market, ids, draw("order of payments")),
    order_reviews: reviews(market, ids, draw("texts")),
    products: products(market, ids),
    sellers: sellers(market, ids, draw("cities of sellers")),
  };
}

const kinds = ["orders", "customers", "people", "products", "sellers", "reviews"] as const;
type IdKind = typeof kinds[number];

/** The ids of all kinds. */
class Words {
  readonly #ids: ReadonlyMap<IdKind, Ids>;
  readonly #first: number;
  readonly #words = new Int32Array(4);

  constructor(seed: number, first: number) {
    this.#first = first;
    this.#ids = new Map(kinds.map((kind) => [kind, new Ids(random(seed, `ids of ${kind}`))]));
  }

  /** The four words of the id of what has a number in the market; the array is used again. */
  of(kind: IdKind, number: number): Int32Array {
    this.#ids.get(kind)?.words(this.#first + number, this.#words);
    return this.#words;
  }
}

/** Customers do not stand in the order of orders. */
function customers({ size, people }: Market, ids: Words, draw: Random) {
  const to = new ByteWriter();
  for (const i of shuffled(size.orders, draw)) {
    const state = people.state[i] ?? 0;
    to.id(ids.of("customers", i));
    to.comma();
    to.id(ids.of("people", people.person[i] ?? 0));
    to.comma();
    to.zip(people.zip[i] ?? 0);
    to.comma();
    to.bytes(cityBytes[state]?.[people.city[i] ?? 0] ?? nothing);
    to.comma();
    to.bytes(stateBytes[state] ?? nothing);
    to.line();
  }
  return to.done();
}

function orders({ size, course, calendar, deliveries }: Market, ids: Words) {
  const to = new ByteWriter();
  const { approved, carrier, delivered, estimated } = deliveries;
  for (let i = 0; i < size.orders; i++) {
    to.id(ids.of("orders", i));
    to.comma();
    to.id(ids.of("customers", i));
    to.comma();
    to.ascii(courses[course[i] ?? 0]?.status ?? "");
    to.comma();
    to.time(calendar.purchased[i] ?? 0);
    for (const times of [approved, carrier, delivered, estimated]) {
      to.comma();
      if (times[i]) to.time(times[i] ?? 0);
    }
    to.line();
  }
  return to.done();
}

/** Lines stand in the order of the ids of their orders. */
function items({ size, baskets, products, prices, freight, deliveries }: Market, ids: Words) {
  const to = new ByteWriter();
  const first = Float64Array.from(range(size.orders), (i) => (ids.of("orders", i)[0] ?? 0) >>> 0);
  // 32 bits of the id and 21 of the number sort without a comparing function.
  const keys = first.map((word, i) => word * 2_097_152 + i).sort();
  for (const key of keys) {
    const i = key % 2_097_152;
    let number = 1;
    for (let pair = baskets.starts[i] ?? 0; pair < (baskets.starts[i + 1] ?? 0); pair++) {
      const product = baskets.product[pair] ?? 0;
      for (let piece = baskets.quantity[pair] ?? 0; piece > 0; piece--) {
        to.id(ids.of("orders", i));
        to.comma();
        to.integer(number++);
        to.comma();
        to.id(ids.of("products", product));
        to.comma();
        to.id(ids.of("sellers", products.seller[product] ?? 0));
        to.comma();
        to.time(deliveries.limit[i] ?? 0);
        to.comma();
        to.money(prices[pair] ?? 0);
        to.comma();
        to.money(freight[pair] ?? 0);
        to.line();
      }
    }
  }
  return to.done();
}

function payments({ payments }: Market, ids: Words, draw: Random) {
  const to = new ByteWriter();
  for (const row of shuffled(payments.order.length, draw)) {
    to.id(ids.of("orders", payments.order[row] ?? 0));
    to.comma();
    to.integer(payments.sequential[row] ?? 0);
    to.comma();
    to.ascii(paymentTypes[payments.type[row] ?? 0] ?? "");
    to.comma();
    to.integer(payments.instalments[row] ?? 0);
    to.comma();
    to.money(payments.value[row] ?? 0);
    to.line();
  }
  return to.done();
}

function reviews({ reviews, deliveries, baskets, products }: Market, ids: Words, draw: Random) {
  const to = new ByteWriter();
  const texts = new Map<number, readonly [title: string, message: string]>();
  for (let row = 0; row < reviews.order.length; row++) {
    const i = reviews.order[row] ?? 0;
    const id = reviews.id[row] ?? 0;
    const score = reviews.score[row] ?? 0;
    let text = texts.get(id);
    if (text === undefined) {
      const product = baskets.product[baskets.starts[i] ?? 0] ?? 0;
      const occasion = {
        score,
        came: (deliveries.delivered[i] ?? 0) > 0,
        late: deliveries.late[i] === 1,
        category: categories[products.category[product] ?? -1]?.name ?? "",
      };
      text = [
        reviews.hasTitle[row] ? reviewTitle(occasion, draw) : "",
        reviews.hasMessage[row] ? reviewMessage(occasion, draw) : "",
      ];
      texts.set(id, text);
    }
    to.id(ids.of("reviews", id));
    to.comma();
    to.id(ids.of("orders", i));
    to.comma();
    to.integer(score);
    to.comma();
    to.field(text[0]);
    to.comma();
    to.field(text[1]);
    to.comma();
    to.time(reviews.created[row] ?? 0);
    to.comma();
    to.time(reviews.answered[row] ?? 0);
    to.line();
  }
  return to.done();
}

function products({ products }: Market, ids: Words) {
  const to = new ByteWriter();
  const numbers = [
    products.nameLength,
    products.descriptionLength,
    products.photos,
    products.weight,
    ...products.sizes,
  ];
  for (let i = 0; i < products.count; i++) {
    to.id(ids.of("products", i));
    to.comma();
    to.bytes(categoryBytes[products.category[i] ?? -1] ?? nothing);
    for (const values of numbers) {
      to.comma();
      if ((values[i] ?? -1) >= 0) to.integer(values[i] ?? 0);
    }
    to.line();
  }
  return to.done();
}

function sellers({ sellers }: Market, ids: Words, draw: Random) {
  const to = new ByteWriter();
  for (let i = 0; i < sellers.count; i++) {
    const state = sellers.state[i] ?? 0;
    to.id(ids.of("sellers", i));
    to.comma();
    to.zip(sellers.zip[i] ?? 0);
    to.comma();
    to.field(sellerCity(state, sellers.city[i] ?? 0, i, draw));
    to.comma();
    to.bytes(stateBytes[state] ?? nothing);
    to.line();
  }
  return to.done();
}
