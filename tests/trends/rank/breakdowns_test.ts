import { assert, assertAlmostEquals, assertEquals } from "@std/assert";
import fc from "fast-check";
import pl from "nodejs-polars";
import { trendBreakdown } from "../../../lib/documents.ts";
import { breakdowns } from "../../../lib/trends/rank/breakdowns.ts";
import { shopLog } from "../../../lib/log_format.ts";
import { rawFrames } from "../../../lib/trends/scan/raw_log.ts";

const products = [
  { key: "p1", category: "phone" },
  { key: "p2", category: "laptop" },
  { key: "p3", category: "phone" },
];
const users = pl.DataFrame({ user: ["1", "2"], city: ["Oran", "Sétif"] });

/** The breakdowns of rows `timestamp,user,product,event`. */
function broken(rows: readonly string[]) {
  const csv = `timestamp,user_id,product_id,event_type\n${rows.join("\n")}\n`;
  const raw = pl.readCSV(csv, { inferSchemaLength: 0 });
  const frames = rawFrames(raw, shopLog, products.map(({ key }) => key), users);
  return breakdowns(frames, products);
}

const rows = [
  "2025-11-28T22:59:59Z,1,p1,view", // Friday, 23:59 in Algeria
  "2025-11-28T23:00:00Z,1,p1,view", // Saturday, 00:00
  "2025-11-28T23:10:00Z,1,p1,cart",
  "2025-11-28T23:20:00Z,1,p1,buy",
  "2025-11-30T09:00:00Z,2,p2,view", // Sunday, 10:00
  "2025-11-30T09:00:00Z,9,p3,view",
  "2025-11-30T09:30:00Z,2,p2,cart",
  "2025-11-30T09:40:00Z,2,p2,cart",
];
const all = broken(rows);
const of = (dimension: string) => all.filter((breakdown) => breakdown.dimension === dimension);
const counts = (dimension: string) =>
  of(dimension).filter(({ views, carts, buys }) => views + carts + buys > 0)
    .map(({ value, views, carts, buys }) => [value, views, carts, buys]);

Deno.test("breakdowns counts everything once", () => {
  assertEquals(counts("all"), [["all", 4, 3, 1]]);
});

Deno.test("breakdowns counts the products that were viewed, of the whole log only", () => {
  assertEquals(all.flatMap(({ products }) => products ?? []), [3]);
  assertEquals(broken([...rows.slice(2, 4), "2025-11-30T09:00:00Z,2,p2,view"])[0]?.products, 1);
});

Deno.test("breakdowns knows the hours and days of Algeria", () => {
  assertEquals(counts("hour"), [["00", 1, 1, 1], ["10", 2, 2, 0], ["23", 1, 0, 0]]);
  assertEquals(counts("weekday"), [
    ["Friday", 1, 0, 0],
    ["Saturday", 1, 1, 1],
    ["Sunday", 2, 2, 0],
  ]);
});

Deno.test("breakdowns has every hour and weekday in the order of time", () => {
  assertEquals(of("hour").map(({ value }) => Number(value)), [...Array(24).keys()]);
  assertEquals(
    of("weekday").map(({ value }) => value.slice(0, 2)).join(" "),
    "Mo Tu We Th Fr Sa Su",
  );
});

Deno.test("breakdowns has categories and cities by views, ties by name", () => {
  assertEquals(counts("category"), [["phone", 3, 1, 1], ["laptop", 1, 2, 0]]);
  assertEquals(counts("city"), [["Oran", 2, 1, 1], ["Sétif", 1, 2, 0], ["unknown", 1, 0, 0]]);
});

Deno.test("breakdowns numbers the values of each dimension from 0", () => {
  for (const dimension of ["all", "hour", "weekday", "category", "city"]) {
    const positions = of(dimension).map(({ position }) => position);
    assertEquals(positions, [...positions.keys()]);
  }
});

Deno.test("breakdowns has a rate with its interval where there is one", () => {
  const [{ view_to_cart, cart_to_buy, view_to_buy } = {}] = of("all");
  assertEquals([view_to_cart?.rate, cart_to_buy?.rate, view_to_buy?.rate], [3 / 4, 1 / 3, 1 / 4]);
  assertAlmostEquals(view_to_buy?.low ?? 0, 0.0456, 1e-4); // Wilson's, of 1 in 4
  assertAlmostEquals(view_to_buy?.high ?? 0, 0.6994, 1e-4);
});

Deno.test("breakdowns has no rate of nothing, nor of more than there were", () => {
  const [phone, laptop] = of("category");
  assertEquals(phone?.cart_to_buy?.rate, 1);
  assert(laptop && !("view_to_cart" in laptop), "2 carts of 1 view");
  assertEquals(laptop.cart_to_buy?.rate, 0);
  const night = of("hour")[3];
  assert(night && !("view_to_cart" in night) && !("cart_to_buy" in night));
});

Deno.test("breakdowns of an empty log has hours and weekdays, without events", () => {
  const empty = broken(["never,1,p1,view"]);
  assertEquals(empty.length, 1 + 24 + 7);
  assert(empty.every(({ views, carts, buys }) => views + carts + buys === 0));
});

Deno.test("breakdowns adds up to the whole in each dimension, and fits its collection", () => {
  const row = fc.tuple(
    fc.date({ min: new Date("2025-11-01"), max: new Date("2025-12-01"), noInvalidDate: true }),
    fc.constantFrom("1", "2", "9"),
    fc.constantFrom("p1", "p2", "p3"),
    fc.constantFrom("view", "cart", "buy"),
  ).map(([date, ...fields]) => [date.toISOString(), ...fields].join(","));
  fc.assert(
    fc.property(fc.array(row, { minLength: 1, maxLength: 50 }), (rows) => {
      const found = broken(rows);
      const sums = new Map<string, number[]>();
      for (const breakdown of found) {
        trendBreakdown.parse(breakdown);
        const { dimension, views, carts, buys } = breakdown;
        const [v = 0, c = 0, b = 0] = sums.get(dimension) ?? [];
        sums.set(dimension, [v + views, c + carts, b + buys]);
      }
      const number = (event: string) => rows.filter((row) => row.endsWith(event)).length;
      const whole = ["view", "cart", "buy"].map(number);
      assertEquals([...sums.values()], Array(5).fill(whole));
    }),
    { numRuns: 20 },
  );
});
