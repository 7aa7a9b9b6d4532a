/** A page is added by a folder and by one entry in the list of pages. */
import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { DOMParser } from "linkedom";
import { allPages } from "../../../fresh-app/pages/mod.ts";
import { viewed } from "../../support/pages/viewed/mod.tsx";
import { until } from "../support/until.ts";
import { withBreakableDashboard } from "./with_dashboard.ts";

const pages = [...allPages, viewed];

Deno.test("a page that is added is in the navigation, complete, live, and down with the database", async () => {
  await withBreakableDashboard({ pages }, async ({ url, db, data, set }) => {
    const ask = async (path: string) => {
      const response = await fetch(url + path);
      const text = await response.text();
      const document = new DOMParser().parseFromString(text, "text/html");
      return { response, text, document };
    };
    for (const path of ["/", "/users", "/viewed", "/nothing"]) {
      const links = [...(await ask(path)).document.querySelectorAll("nav[aria-label='Pages'] a")];
      assertEquals(
        links.map((link) => [link.textContent, link.getAttribute("aria-current")]),
        [["Trends", "/"], ["Users", "/users"], ["Warehouse", "/warehouse"], ["Viewed", "/viewed"]]
          .map(([name, at]) => [name, at === path ? "page" : "false"]),
      );
    }
    assertStringIncludes((await ask("/nothing")).text, '<a href="/viewed">viewed</a>');

    const products = await db.collection("trending_products")
      .find({}, { sort: { count: -1 }, limit: 50 }).toArray();
    const { document, response } = await ask("/viewed");
    assertEquals(response.status, 200);
    assertEquals(
      [...document.querySelectorAll(".viewed td")].map(({ textContent }) => Number(textContent)),
      products.map(({ count }) => count),
    );
    const styles = [...document.querySelectorAll("link[rel=stylesheet]")]
      .map((link) => link.getAttribute("href") ?? "");
    assertEquals(styles.map((path) => path.replace(/-\w+\.css$/, "")), [
      "/assets/shared-style",
      "/assets/viewed",
    ]);
    const style = await ask(styles[1] ?? "");
    assertEquals(style.response.headers.get("content-type"), "text/css; charset=utf-8");
    assertStringIncludes(style.response.headers.get("cache-control") ?? "", "immutable");
    assertMatch(style.text, /\.viewed caption/);

    const { topic, version, databaseKey, database } = document.body.dataset;
    assertEquals([topic, version], ["viewed", data.state.viewed]);
    assertEquals([databaseKey, database], ["database", "up"]);
    const before = data.state;
    await db.collection("trending_products").updateOne(
      { product_name: products[0]?.product_name },
      {
        $set: { product_name: "Djezzy phone" },
      },
    );
    await until("the change is told", () => data.state.viewed !== before.viewed);
    assertEquals([data.state.trends, data.state.users], [before.trends, before.users]);
    assertStringIncludes((await ask("/viewed")).text, "Djezzy phone");

    await Promise.all(set.pids.map((_, member) => set.kill(member)));
    await until("the database is down", () => data.state.database === "down");
    const stale = await ask("/viewed"); // what was read is kept, as on the product's own pages
    assertEquals([stale.response.status, stale.document.body.dataset.database], [200, "down"]);
  });
});

Deno.test("a page that was never read is unavailable while the database is down", async () => {
  await withBreakableDashboard({ pages, isEmpty: true, isDown: true }, async ({ url }) => {
    const response = await fetch(`${url}/viewed`);
    assertEquals(response.status, 503);
    assertEquals(response.headers.has("retry-after"), true);
    assertStringIncludes(await response.text(), "The database is down");
  });
});
