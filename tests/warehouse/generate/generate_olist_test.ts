import { assert, assertEquals, assertRejects } from "@std/assert";
import { parse } from "csv-parse/sync";
import { join } from "node:path";
import { UsageError } from "../../../lib/base/errors.ts";
import { generateOlist } from "../../../lib/warehouse/generate/generate_olist.ts";
import { geolocationLines } from "../../../lib/warehouse/generate/lines/geolocation.ts";
import { madeMarkets } from "../../../lib/warehouse/generate/made_markets.ts";
import { marketJobs } from "../../../lib/warehouse/generate/market_job.ts";
import { olistFiles, type OlistName, olistNames } from "../../../lib/warehouse/olist.ts";

const dir = Deno.makeTempDirSync({ prefix: "olist" });
const { rows, bytes } = await generateOlist({ orders: 2_000, seed: 7, dir, threads: 1 });
addEventListener("unload", () => Deno.removeSync(dir, { recursive: true }));

const textOf = (name: OlistName) => Deno.readTextFileSync(join(dir, olistFiles[name].fileName));
const tables = Object.fromEntries(olistNames.map((name) => [
  name,
  parse(textOf(name), { columns: true }) as Record<string, string>[],
])) as Record<OlistName, Record<string, string>[]>;

Deno.test("the files have the real headers, in quotes, and as many rows as is told", () => {
  for (const name of olistNames) {
    const columns = Object.keys(olistFiles[name].columns);
    assertEquals(textOf(name).split("\n")[0], columns.map((column) => `"${column}"`).join(","));
    assertEquals(tables[name].length, rows[name]);
  }
  assertEquals([rows.orders, rows.customers], [2_000, 2_000]);
  const sizes = [...Deno.readDirSync(dir)].map(({ name }) => Deno.statSync(join(dir, name)).size);
  assertEquals(sizes.reduce((a, b) => a + b, 0), bytes);
});

Deno.test("what a file holds is written as in the real one", () => {
  const looks = {
    id: /^[0-9a-f]{32}$/,
    text: /^[^]*$/,
    word: /^[a-z0-9_]*$/,
    zip: /^[0-9]{5}$/,
    state: /^[A-Z]{2}$/,
    integer: /^[0-9]*$/,
    money: /^[0-9]+\.[0-9]{2}$/,
    time: /^(20[0-9]{2}-[01][0-9]-[0-3][0-9] [0-2][0-9]:[0-5][0-9]:[0-5][0-9])?$/,
  };
  for (const name of olistNames) {
    for (const [column, kind] of Object.entries(olistFiles[name].columns)) {
      for (const row of tables[name]) {
        assert(looks[kind].test(row[column] ?? "?"), `${name} ${column} ${row[column]}`);
      }
    }
  }
  assert(tables.customers.some((row) => row.customer_zip_code_prefix?.startsWith("0")));
  assert(tables.sellers.some((row) => row.seller_city === "sao paulo - sp"));
  assert(tables.order_reviews.some((row) => row.review_comment_message?.includes("\r\n")));
  assert(tables.order_reviews.some((row) => /\p{Emoji_Presentation}/u.test(JSON.stringify(row))));
  // Ids stand in quotes when they begin with a digit.
  const ids = textOf("order_payments").trim().split("\n").slice(1).map((line) =>
    line.split(",")[0]
  );
  assert(ids.every((id) => id?.startsWith('"') ? /^"[0-9]/.test(id) : /^[a-f]/.test(id ?? "")));
  const translation = Deno.readTextFileSync(join(dir, "product_category_name_translation.csv"));
  assertEquals(translation.charCodeAt(0), 0xfeff);
  assertEquals(translation.trim().split("\n").length, 72);
});

Deno.test("keys are unique, and whatever is named is there", () => {
  for (const name of olistNames) {
    const { key, references } = olistFiles[name];
    const keys = new Set(tables[name].map((row) => key.map((column) => row[column]).join()));
    assertEquals(keys.size, tables[name].length, name);
    for (const [column, [file, target]] of Object.entries(references)) {
      const known = new Set(tables[file].map((row) => row[target]));
      assert(tables[name].every((row) => known.has(row[column])), `${name} ${column}`);
    }
  }
});

Deno.test("those who came back often buy of a category again", () => {
  const category = new Map(
    tables.products.map((row) => [row.product_id, row.product_category_name]),
  );
  const person = new Map(tables.customers.map((row) => [row.customer_id, row.customer_unique_id]));
  const buyer = new Map(
    tables.orders.map((row) => [row.order_id, person.get(row.customer_id ?? "")]),
  );
  const bought = new Map<string, { order: string; category: string }[]>();
  for (const row of tables.order_items) {
    const who = buyer.get(row.order_id ?? "") ?? "";
    const one = { order: row.order_id ?? "", category: category.get(row.product_id ?? "") ?? "" };
    bought.set(who, [...bought.get(who) ?? [], one]);
  }
  const pairs = [...bought.values()].flatMap((list) =>
    list.flatMap((a) => list.filter((b) => a.order < b.order).map((b) => a.category === b.category))
  );
  // By chance it would be about one in 25.
  assert(pairs.length > 20);
  assert(pairs.filter(Boolean).length / pairs.length > 0.25);
});

Deno.test("places can be written, too: their exact copies are as many as in the real set", () => {
  const lines = geolocationLines(7, "market 0", 2_000)
    .map((piece) => new TextDecoder().decode(piece)).join("").trim().split("\n");
  assertEquals(lines.length, Math.round(1_000_163 * 2_000 / 99_441));
  const copies = lines.length - new Set(lines).size;
  assertEquals(copies, Math.round(261_831 * 2_000 / 99_441));
  assert(lines.every((line) => /^"[0-9]{5}",-?[0-9.]+,-[0-9.]+,[^",]+,[A-Z]{2}$/.test(line)));
});

Deno.test("the same seed gives the same files, however many threads make them", async () => {
  const jobs = marketJobs(3, 900, 300);
  assertEquals(jobs.map(({ orders }) => orders), [300, 300, 300]);
  const digest = async (threads: number) => {
    const pieces: Uint8Array<ArrayBuffer>[] = [];
    for await (const { files } of madeMarkets(jobs, threads)) {
      for (const name of olistNames) pieces.push(...files[name]);
    }
    const all = await new Blob(pieces).arrayBuffer();
    return new Uint8Array(await crypto.subtle.digest("SHA-256", all)).toHex();
  };
  assertEquals(await digest(2), await digest(1));
});

Deno.test("any small number of orders can be generated; what is none is refused", async () => {
  for (const orders of [1, 2, 7, 40]) {
    const [made] = await Array.fromAsync(madeMarkets(marketJobs(orders, orders), 1));
    assertEquals(made?.rows.orders, orders);
  }
  const refused = (orders: number, seed: number) =>
    assertRejects(() => generateOlist({ orders, seed, dir }), UsageError);
  await refused(0, 1);
  await refused(1.5, 1);
  await refused(10, -1);
});
