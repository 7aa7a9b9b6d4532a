/** The pages of the warehouse: every query counted anew by another way, and what the pages make of it. */
import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import axe from "axe-core";
import { DOMParser } from "linkedom";
import { buildAssets } from "../../../fresh-app/build_assets.ts";
import { warehouseAddresses } from "../../../fresh-app/child/warehouse_addresses.ts";
import { Database } from "../../../fresh-app/data/database.ts";
import { LiveData } from "../../../fresh-app/data/live_data.ts";
import { Warehouse } from "../../../fresh-app/data/warehouse/warehouse.ts";
import { allPages } from "../../../fresh-app/pages/mod.ts";
import { reaisText } from "../../../fresh-app/pages/warehouse/parts/text.ts";
import { serve } from "../../../fresh-app/serve.ts";
import { readSettings } from "../../../lib/base/settings.ts";
import { embeddedOptions } from "../../../lib/clickhouse/database.ts";
import { withLocalClickHouse } from "../../../lib/clickhouse/mod.ts";
import { resetEmbedded, stopEmbedded } from "../../../lib/clickhouse/server/embedded.ts";
import { ownGraphServer, withGraph } from "../../../lib/graph/with_graph.ts";
import { connect } from "../../../lib/mongo/connect.ts";
import { replicaSetUri } from "../../../lib/mongo/server/replica_set.ts";
import { warehouseDatabase } from "../../../lib/warehouse/book.ts";
import { loadDocuments } from "../../../lib/warehouse/load/documents.ts";
import { loadGraph } from "../../../lib/warehouse/load/purchases.ts";
import { loadTables } from "../../../lib/warehouse/load/tables.ts";
import { placeIn } from "../../../lib/warehouse/place.ts";
import { queryFiles, type QueryName } from "../../../lib/warehouse/queries/query.ts";
import { readQueries } from "../../../lib/warehouse/queries/read_queries.ts";
import { sqlOf } from "../../../lib/warehouse/sql.ts";
import { checkData } from "../../../lib/warehouse/work/extract_check_data.ts";
import { validateQuality } from "../../../lib/warehouse/work/extract_validate_quality.ts";
import { recommend } from "../../../lib/warehouse/work/ml_recommendations.ts";
import { cleanData } from "../../../lib/warehouse/work/transform_clean_data.ts";
import { startBrowser } from "../../support/browser.ts";
import { testDatabase, withEmptyDatabase } from "../support/replica_set.ts";
import { until } from "../support/until.ts";
import { recount } from "./warehouse_recount.ts";

const quietly = () => {};
const paths = ["/warehouse", "/warehouse/sales", "/warehouse/reviews", "/warehouse/graph"];
const options = { sanitizeOps: false, sanitizeResources: false }; // the browser's are its own

Deno.test("the pages of the warehouse", options, async (t) => {
  await withEmptyDatabase(async (uri, set) => {
    const dataDir = await Deno.makeTempDir({ prefix: "dzstore-warehouse-" });
    const env = { ...Deno.env.toObject(), CLICKHOUSE_URL: "", NEO4J_URI: "" };
    const settings = { ...readSettings(env), dataDir };
    const place = placeIn(dataDir), columns = embeddedOptions(settings);
    const graph = await ownGraphServer(settings, "falkordb");
    const queries = await readQueries();
    await using connection = await connect(uri, testDatabase);
    const { db } = connection;
    await using database = new Database(replicaSetUri(set, "reader", testDatabase), testDatabase);
    const data = new LiveData({ store: database }, allPages);
    const assets = await buildAssets();
    const following = data.start();
    const serving = async (test: (url: string, warehouse: Warehouse) => Promise<void>) => {
      const addresses = await warehouseAddresses(settings, queries, quietly);
      const warehouse = new Warehouse(addresses, database);
      const address = { hostname: "127.0.0.1", port: 0 };
      const server = serve({ pages: allPages, data, assets, warehouse }, address);
      await test(`http://127.0.0.1:${(server.addr as Deno.NetAddr).port}`, warehouse);
      await server.shutdown();
    };
    const ask = async (url: string) => {
      const response = await fetch(url);
      const text = await response.text();
      return {
        status: response.status,
        text,
        page: new DOMParser().parseFromString(text, "text/html"),
      };
    };
    try {
      await until("the database is followed", () => data.isFollowing);

      await t.step(
        "where nothing was made, each page says what to run",
        () =>
          serving(async (url) => {
            for (const path of paths) {
              const { status, text } = await ask(url + path);
              assertEquals(status, 200);
              assertStringIncludes(text, "Run <code>deno task warehouse</code>");
            }
          }),
      );

      await withLocalClickHouse(settings, quietly, async (clickHouse) => {
        const sql = sqlOf(clickHouse);
        await checkData(place, { orders: 1500, seed: 3 });
        await validateQuality(sql, place);
        await cleanData(sql, place);
        await Promise.all([
          loadTables(clickHouse, clickHouse, { isSame: true, replace: false }),
          loadDocuments(sql, db, false),
          withGraph(settings, "falkordb", quietly, async (store) => {
            await loadGraph(sql, store.graph(warehouseDatabase));
          }),
        ]);
        await recommend(sql, place);
      });
      await serving(async (url, warehouse) => {
        const look = warehouse.look();
        const rowsOf = async (name: QueryName, parameters: Record<string, string> = {}) => {
          const { rows, problem } = await look.ask<Record<string, unknown>>(name, parameters);
          assertEquals([name, problem], [name, undefined]);
          return rows;
        };
        const product = String((await rowsOf("bought_together"))[0]?.product);
        const customer = String((await rowsOf("most_active_customers"))[0]?.customer);
        const expected = await recount(place, { product, customer });

        await t.step("every query answers what loops over the cleaned files count", async () => {
          for (const [name, rows] of Object.entries(expected)) {
            assert(rows.length > 0, name);
            const parameters = { product, customer };
            const wanted = Object.entries(parameters)
              .filter(([key]) => new RegExp(`[{$]${key}\\b`).test(queries[name as QueryName].text));
            const answered = await rowsOf(name as QueryName, Object.fromEntries(wanted));
            assertEquals([name, ...answered.map(plain)], [name, ...rows.map(plain)]);
          }
        });

        await t.step("a search finds words by their stems, and markup stays text", async () => {
          const late = await db.collection("reviews")
            .find({ $or: [{ title: /\batras/i }, { message: /\batras/i }] }).toArray();
          const found = await rowsOf("search_reviews", { words: "atrasado" });
          assertEquals(found.length, Math.min(20, late.length));
          const ids = new Set(late.map(({ _id }) => String(_id)));
          assertEquals(found.filter(({ _id }) => !ids.has(String(_id))), []);
          const markup = `<img src=x onerror="document.title='gotcha'"> zyxwv`;
          const id = "0".repeat(32);
          await db.collection<{ _id: string }>("reviews").insertOne({
            ...{ _id: `${id}:${id}`, review_id: id, order_id: id, score: 1, message: markup },
            ...{ created: null, answered: null, product_ids: [] },
          } as never);
          const { text } = await ask(
            `${url}/warehouse/reviews?q=${encodeURIComponent("zyxwv $ne {")}`,
          );
          assertStringIncludes(text, "&lt;img src=x onerror=");
          assertEquals(text.includes("<img"), false);
          await db.collection<{ _id: string }>("reviews").deleteOne({ _id: `${id}:${id}` });
        });

        await t.step("the pages have these figures, each with its query", async () => {
          const pages = await Promise.all(paths.map((path) => ask(url + path)));
          assertEquals(pages.map(({ status }) => status), [200, 200, 200, 200]);
          const [overview, sales, reviews, purchases] = pages.map(({ text }) => text);
          const [revenues] = expected.three_revenues, [counts] = expected.orders_and_customers;
          for (const amount of Object.values(revenues!)) {
            assertStringIncludes(overview!, reaisText(amount.toFixed(2)));
          }
          assertStringIncludes(overview!, counts!.customers.toLocaleString("en-US"));
          assertStringIncludes(sales!, reaisText(expected.average_basket[0]!.mean.toFixed(2)));
          assertStringIncludes(reviews!, expected.mean_score[0]!.mean.toFixed(3));
          assertStringIncludes(purchases!, expected.recommendations[0]!.score.toFixed(2));
          const hollow = pages[0]!.page.querySelectorAll(
            '.at-wide [data-mark="bar"] rect[fill=none]',
          );
          assertEquals(hollow.length, expected.months.filter(({ partial }) => partial).length);
          assertEquals(pages[0]!.page.querySelectorAll("nav .tabs, nav.tabs a").length, 4);

          const found = await ask(`${url}/warehouse/reviews?q=produto`);
          const shown = [...pages, found].flatMap(({ page }) =>
            [...page.querySelectorAll("[data-query]")].map((one) => {
              const name = one.getAttribute("data-query") as QueryName;
              assertStringIncludes(one.querySelector("pre")?.textContent ?? "", queries[name].text);
              return name;
            })
          );
          assertEquals(new Set(shown), new Set(Object.keys(queryFiles)));
          for (
            const odd of ["graph?product=x", "graph?customer=%27", `reviews?q=${"a".repeat(101)}`]
          ) {
            assertEquals((await ask(`${url}/warehouse/${odd}`)).status, 400);
          }
        });

        await t.step(
          "everybody can read them: light and dark, on a desk and on a phone",
          async () => {
            const browser = await startBrowser();
            try {
              for (
                const [colorScheme, width] of [["light", 1280], ["dark", 360]] as const
              ) {
                const context = await browser.newContext({
                  colorScheme,
                  viewport: { width, height: 800 },
                });
                const page = await context.newPage();
                const complaints: string[] = [];
                page.on("console", (line) => complaints.push(line.text()));
                for (const path of [...paths, "/warehouse/reviews?q=produto"]) {
                  await page.goto(url + path);
                  await page.evaluate(
                    `[...document.querySelectorAll("details")].filter((one) => one.querySelectorAll("tr").length < 100).forEach((one) => one.open = true)`,
                  );
                  await page.evaluate(axe.source);
                  const { violations } = await page.evaluate("axe.run()") as axe.AxeResults;
                  const broken = violations.map(({ id, nodes }) => [
                    id,
                    ...nodes.map(({ html }) => html),
                  ]);
                  assertEquals([path, ...broken], [path]);
                  const beyond = await page.evaluate(
                    "document.documentElement.scrollWidth - innerWidth",
                  );
                  assertEquals([path, beyond], [path, 0]);
                }
                assertEquals(complaints, []);
                await page.goto(`${url}/warehouse`);
                await page.locator("nav.tabs a").nth(1).focus();
                await page.keyboard.press("Enter");
                await page.waitForURL(`${url}/warehouse/sales`);
              }
            } finally {
              await browser.close();
            }
          },
        );

        await t.step(
          "a store that is down is told where it is missed; the others answer",
          async () => {
            await Promise.all([stopEmbedded(columns.dir), graph.stop()]);
            const sales = await ask(`${url}/warehouse/sales`);
            assertEquals(sales.status, 503);
            assertStringIncludes(sales.text, "deno task servers start clickhouse");
            const reviews = await ask(`${url}/warehouse/reviews`);
            assertEquals(reviews.status, 200);
            assertStringIncludes(reviews.text, expected.mean_score[0]!.mean.toFixed(3));
            assertStringIncludes(reviews.text, "ClickHouse does not answer");
            const { text } = await ask(`${url}/warehouse/graph?product=${"0".repeat(32)}`);
            assertStringIncludes(text, "deno task servers start graph");
          },
        );
      });
    } finally {
      data.stop();
      await following;
      await stopEmbedded(columns.dir);
      await resetEmbedded(columns.dir);
      await graph.stop();
      await Deno.remove(dataDir, { recursive: true });
    }
  });
});

/** Numbers as numbers, to what can be compared; the order of the columns does not matter. */
function plain(row: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const entries = Object.entries(row).map(([name, value]) => {
    const isNumber = typeof value === "number" ||
      (typeof value === "string" && /^-?\d+(\.\d+)?$/.test(value));
    return [name, isNumber ? Number(Number(value).toPrecision(9)) : value] as const;
  });
  return Object.fromEntries(entries.sort(([one], [other]) => one < other ? -1 : 1));
}
