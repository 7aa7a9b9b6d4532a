// deno-lint-ignore-file no-console -- looks at what is printed
/** The dashboard as a browser without JavaScript sees it, and as an attacker does. */
import { assert, assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { parse } from "@std/csv";
import { DOMParser } from "linkedom";
import type { Document } from "mongodb";
import { until } from "../support/until.ts";
import { type Dashboard, withDashboard } from "./with_dashboard.ts";

async function pageOf(url: string, init: RequestInit = {}) {
  const response = await fetch(url, { redirect: "manual", ...init });
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    text,
    document: new DOMParser().parseFromString(text, "text/html"),
  };
}

/** What can be searched in a page. */
interface Part {
  querySelectorAll(selector: string): Iterable<{ readonly textContent: string | null }>;
}
const textsOf = (part: Part, selector: string) =>
  [...part.querySelectorAll(selector)].map(({ textContent }) => textContent?.trim());

Deno.test("the dashboard's pages are complete without JavaScript, and hold against abuse", async (t) => {
  await withDashboard({}, async (dashboard) => {
    const { url, db, data } = dashboard;
    const top = await db.collection("analytics_trends").find({}, { sort: { rank: 1 } }).toArray();

    await t.step(
      "the trends have a bar for each product, in order, each with its name",
      async () => {
        const { status, document, headers } = await pageOf(`${url}/`);
        assertEquals(status, 200);
        assertMatch(headers.get("content-type") ?? "", /^text\/html/);
        const bars = document.querySelectorAll('.wide [data-mark="bar"] rect');
        assertEquals(
          [...bars].map((bar) => bar.getAttribute("aria-label")),
          top.map(({ rank, product_name, views }) => `${rank}. ${product_name}: ${views} views`),
        );
        const all = await db.collection("trend_breakdowns").findOne({ dimension: "all" });
        const figures = textsOf(document, ".figure .value");
        const ofTop = top.reduce((sum, { views }) => sum + views, 0);
        assertEquals(figures.slice(0, 3), [
          all?.views.toLocaleString("en-US"),
          String(await viewedProducts(dashboard)),
          `${Math.round(100 * ofTop / all?.views)} %`,
        ]);
        const hot = await db.collection("hot_right_now").find({}, { sort: { rank: 1 } }).toArray();
        assertEquals(textsOf(document, ".hot .name"), hot.map(({ product_name }) => product_name));
      },
    );

    await t.step("the table and the CSV say the same as the database", async () => {
      const { document } = await pageOf(`${url}/?view=table`);
      const rows = [...document.querySelectorAll("tbody tr")];
      assertEquals(
        rows.map((row) => textsOf(row, "td, th").slice(0, 3)),
        top.map(({ rank, product_name, views }) => [
          String(rank),
          product_name,
          views.toLocaleString("en-US"),
        ]),
      );
      const csv = await pageOf(`${url}/trends.csv`);
      assertEquals(
        parse(csv.text, { skipFirstRow: true }),
        top.map(({ rank, product_name, views }) => ({
          rank: String(rank),
          product_name,
          views: String(views),
        })),
      );
      assertMatch(csv.headers.get("content-disposition") ?? "", /^attachment/);
      const svg = await pageOf(`${url}/trends.svg`);
      assertEquals(svg.headers.get("content-type"), "image/svg+xml");
      assertMatch(svg.text, /^<svg [^>]*xmlns=/);
    });

    await t.step(
      "users are found by the beginning of their id, and shown by the whole",
      async () => {
        const { document } = await pageOf(`${url}/users?q=user_12`);
        const ids = textsOf(document, ".found .id");
        const expected = await db.collection<{ _id: string; user_id: number }>("users")
          .find({ _id: /^user_12/ }, { sort: { user_id: 1 } }).toArray();
        assertEquals(ids, expected.slice(0, 20).map(({ _id }) => _id));
        const whole = await pageOf(`${url}/users?q=102`);
        assertEquals([whole.status, whole.headers.get("location")], [303, "/users/user_102"]);
        const none = await pageOf(`${url}/users?q=999999`);
        assertEquals([none.status, textsOf(none.document, ".found")], [200, []]);
        const json = await pageOf(`${url}/users.json?q=12`);
        assertEquals(JSON.parse(json.text).map(({ _id }: { _id: string }) => _id), ids);
        const noId = await pageOf(`${url}/users?q=Karim`);
        assertEquals(noId.status, 400);
        assertStringIncludes(noId.text, "An id is user_ and a number");
        assertEquals(noId.document.querySelector("input")?.getAttribute("value"), "Karim");
      },
    );

    await t.step(
      "a user's page shows name, city, recommendations, reasons and orders",
      async () => {
        const user = await db.collection("users").findOne({ user_id: 102 });
        const orders = await db.collection("orders")
          .find({ user_id: 102 }, { sort: { created_at: -1 } }).toArray();
        assert(user && orders.length > 0);
        const { document } = await pageOf(`${url}/users/user_102`);
        assertEquals(textsOf(document, "h1"), [user.name]);
        assertEquals(textsOf(document, ".facts dd")[0], user.city);
        assertEquals(
          textsOf(document, ".recommendations .name"),
          user.recommendations.map(({ product }: { product: string }) => product),
        );
        assertMatch(textsOf(document, ".recommendations .quiet")[0] ?? "", /^Because of /);
        const rows = [...document.querySelectorAll(".orders tbody tr")];
        assertEquals(rows.length, Math.min(orders.length, 20));
        const [first] = orders[0]?.items ?? [];
        const firstItem = textsOf(rows[0] as Part, ".items li")[0] ?? "";
        assertStringIncludes(firstItem, first.name);
        assertStringIncludes(firstItem, `${first.unit_price.toLocaleString("en-US")} DZD`);
      },
    );

    await t.step("what is written by others is escaped", async () => {
      const name = `<img src=x onerror=alert(1)> "O'Brien" & co`;
      const { users } = data.state;
      await db.collection("users").updateOne({ user_id: 103 }, { $set: { name } });
      await until("the change is known", () => data.state.users !== users);
      const { text, document } = await pageOf(`${url}/users/user_103`);
      assertEquals(textsOf(document, "h1"), [name]);
      assertEquals(text.includes("<img"), false);
    });

    await t.step("so are names of products, in pages, pictures and files", async () => {
      const name = `"/><script>alert(1)</script> & '=1+1`;
      const { trends } = data.state;
      await db.collection("analytics_trends").updateOne({ rank: 2 }, {
        $set: { product_name: name },
      });
      await db.collection("hot_right_now").updateOne({ rank: 1 }, { $set: { product_name: name } });
      await until("the change is known", () => data.state.trends !== trends);
      const page = await pageOf(`${url}/`), table = await pageOf(`${url}/?view=table`);
      const svg = await pageOf(`${url}/trends.svg`), csv = await pageOf(`${url}/trends.csv`);
      for (const { text } of [page, table, svg]) assertEquals(text.includes("<script>al"), false);
      assertEquals(textsOf(table.document, "tbody th")[1], name);
      assertStringIncludes(
        page.document.querySelectorAll('.wide [data-mark="bar"] rect')[1]
          ?.getAttribute("aria-label") ?? "",
        name,
      );
      assertEquals(parse(csv.text, { skipFirstRow: true })[1]?.product_name, name);
    });

    await t.step("email and phone never leave the database", async () => {
      const user = await db.collection("users").findOne({ user_id: 102 });
      for (const path of ["/users/user_102", "/users.json?q=102", "/users?q=1"]) {
        const { text } = await pageOf(url + path);
        assertEquals([text.includes(user?.email), text.includes(user?.phone)], [false, false]);
      }
    });

    await t.step("one link to a page is current, and one tab", async () => {
      const marked = {
        "/": ["Trends page", "Chart true"],
        "/?view=table": ["Trends page", "Table true"],
        "/?utm_source=moodle": ["Trends page", "Chart true"],
        "/users": ["Users page"],
        "/users/user_102": ["Users page"],
        "/nothing": [],
      };
      for (const [path, expected] of Object.entries(marked)) {
        const { document } = await pageOf(url + path);
        const current = [...document.querySelectorAll("a[aria-current]")]
          .map((link) => `${link.textContent.trim()} ${link.getAttribute("aria-current")}`);
        assertEquals(current.filter((link) => !link.endsWith(" false")), expected, path);
      }
    });

    await t.step("what others add to an address is ignored", async () => {
      const added = [
        ...[
          "vscodeBrowserReqId=1",
          "utm_source=moodle",
          "fbclid=a&fbclid=b",
          "x=%ff%00",
          "__proto__=1",
        ],
        ...["q[$ne]=1", `gclid=${"x".repeat(3000)}`, "=", "&&", "utm_campaign=caf%E9"],
      ];
      for (const one of added) {
        for (
          const path of ["/?view=table", "/users?q=", "/users.json?q=1&q=1", "/users/user_102?"]
        ) {
          const { status } = await pageOf(`${url}${path}&${one}`);
          assertEquals([path, one, status], [path, one, 200]);
        }
      }
    });

    await t.step("hostile requests are answered with 4xx, and none with 5xx", async () => {
      const long = "x".repeat(9000);
      const hostile: [string, number, RequestInit?][] = [
        ["/users/user_0", 404],
        ["/users/user_99999", 404],
        ["/users/user_1e3", 404],
        ["/users/user_99999999999999999999", 404],
        ["/users/USER_102", 404],
        ["/users/<script>alert(1)</script>", 404],
        ["/users/%7B%22$ne%22:null%7D", 404],
        ["/users/user_102%00", 400],
        ["/users/%ff", 400],
        ["/users/%", 400],
        ["/users/user_102/../../../etc/passwd", 404],
        ["/users/..%2f..%2fetc%2fpasswd", 404],
        ["/assets/..%2f..%2fmain.ts", 404],
        ["/assets/main.js", 404],
        ["/data/logs.csv", 404],
        ["/logs.csv", 404],
        ["/.env", 404],
        ["/users?q=1&q=2", 400],
        ["/users?q=%00", 400],
        ["/users?q=%7B%22$gt%22:%22%22%7D", 400],
        ["/users?q=user_1'%20OR%201=1", 400],
        ["/users?q=.*", 400],
        ["/users?q=0", 400],
        [`/users?q=${"1".repeat(21)}`, 400],
        [`/users.json?q=${"1".repeat(10)}`, 400],
        ["/?view=%3Cscript%3E", 400],
        ["/?view=", 400],
        ["/?utm_source=moodle&view=x", 400],
        ["/users?q=1%ff", 400],
        [`/${long}`, 414],
        [`/users?q=${long}`, 414],
        ["/", 405, { method: "POST", body: "x" }],
        ["/users/user_102", 405, { method: "DELETE" }],
        ["/users", 405, { method: "PUT", body: JSON.stringify({ q: { $ne: 1 } }) }],
        ["/healthz", 405, { method: "PATCH" }],
      ];
      const logged: unknown[] = [], before = console.error;
      console.error = (...line: unknown[]) => void logged.push(line);
      try {
        for (const [path, expected, init] of hostile) {
          const { status, text, headers } = await pageOf(url + path, init);
          assertEquals([path, status], [path, expected]);
          assertEquals(/<script>|onerror|at file:/.test(text), false, path);
          assertStringIncludes(headers.get("content-security-policy") ?? "", "default-src 'none'");
        }
      } finally {
        console.error = before;
      }
      assertEquals(logged, []);
    });

    await t.step("a name that leads here from elsewhere is refused", async () => {
      const { port } = new URL(url);
      assertEquals(await statusOf(Number(port), "GET / HTTP/1.1\r\nHost: evil.example\r\n"), 421);
      assertEquals(await statusOf(Number(port), "GET / HTTP/1.1\r\nHost: localhost\r\n"), 200);
      assertEquals(await statusOf(Number(port), "TRACE / HTTP/1.1\r\nHost: localhost\r\n"), 405);
      for (const host of ["a b", "][", "%", "localhost:99999"]) {
        const request = `GET / HTTP/1.1\r\nHost: ${host}\r\n`;
        assertEquals([host, await statusOf(Number(port), request)], [host, 400]);
      }
    });

    await t.step("every answer has the security headers, and text is compressed", async () => {
      for (const path of ["/", "/users", "/nothing", "/healthz", "/trends.csv"]) {
        const { headers } = await pageOf(url + path);
        const policy = headers.get("content-security-policy") ?? "";
        assertEquals(/unsafe|\*|data:|https?:/.test(policy), false);
        assertEquals(headers.get("x-content-type-options"), "nosniff");
      }
      const { document } = await pageOf(`${url}/`);
      const raw = await answerOf(
        Number(new URL(url).port),
        "GET / HTTP/1.1\r\nHost: localhost\r\nAccept-Encoding: gzip\r\n",
      );
      assertMatch(raw, /^content-encoding: gzip\r$/im);
      const outside = [...document.querySelectorAll("[src], link[href]")].map((element) =>
        element.getAttribute("src") ?? element.getAttribute("href")
      ).filter((address) => !address?.startsWith("/assets/"));
      assertEquals(outside, []);
      const asset = document.querySelector("script")?.getAttribute("src");
      const script = await pageOf(`${url}${asset}`);
      assertStringIncludes(script.headers.get("cache-control") ?? "", "immutable");
    });

    await t.step("/healthz tells, HEAD has no body, OPTIONS names the methods", async () => {
      const { database, following } = JSON.parse((await pageOf(`${url}/healthz`)).text);
      assertEquals([database, following], ["up", true]);
      const port = Number(new URL(url).port);
      for (const path of ["/", "/events"]) {
        const head = await answerOf(port, `HEAD ${path} HTTP/1.1\r\nHost: localhost\r\n`);
        assertMatch(head, /^HTTP\/1\.1 200/);
        assertEquals(head.split("\r\n\r\n")[1], "", path);
      }
      const options = await pageOf(`${url}/`, { method: "OPTIONS" });
      assertEquals([options.status, options.headers.get("allow")], [204, "GET"]);
    });

    await t.step("events say the state at once and when something changes", async () => {
      const response = await fetch(`${url}/events`);
      assertEquals(response.headers.get("content-type"), "text/event-stream");
      const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
      let heard = "";
      const states = () =>
        [...heard.matchAll(/^data: (.*)$/gm)].map(([, json]) => JSON.parse(json ?? ""));
      while (states().length < 1) heard += (await reader?.read())?.value ?? "";
      assertEquals(states()[0], data.state);
      await db.collection("analytics_trends").updateOne({ rank: 1 }, { $inc: { views: 1 } });
      while (states().length < 2) heard += (await reader?.read())?.value ?? "";
      assert(states()[1].trends !== states()[0].trends);
      assertEquals(states()[1].users, states()[0].users);
      await reader?.cancel();
      const page = await pageOf(`${url}/?view=table`);
      assertStringIncludes(
        page.document.querySelector("tbody tr")?.textContent ?? "",
        (top[0]?.views + 1).toLocaleString("en-US"),
      );
    });
  });
});

Deno.test("the dashboard says what to do while there is nothing to show", async () => {
  await withDashboard({ isEmpty: true }, async ({ url }) => {
    for (const [path, title] of [["/", "No trends yet"], ["/users", "No users yet"]]) {
      const { status, document, text } = await pageOf(url + path);
      assertEquals([status, textsOf(document, "h1")], [200, [title]]);
      assertStringIncludes(text, "deno task pipeline");
    }
    assertEquals((await pageOf(`${url}/users/user_101`)).status, 404);
    assertEquals((await pageOf(`${url}/trends.csv`)).text, "rank,product_name,views\n");
  });
});

/** A document whose `_id` is a text. */
type Named = Document & { readonly _id: string };

Deno.test("the dashboard says so when it finds documents that the kit did not make", async () => {
  await withDashboard({ isEmpty: true }, async ({ url, db }) => {
    await db.collection("analytics_trends").insertOne({ rank: "first", title: "mine" });
    await db.collection<Named>("users").insertMany([
      { _id: "real-1", user_id: 1, email: "a@b.dz" },
      { _id: "user_2", user_id: 2, name: "Amina", city: "Oran", interests: [] },
    ]);
    await db.collection<Named>("orders").insertOne({ _id: "inv", user_id: 2, invoice: 1 });
    for (
      const [path, fault] of [
        ["/", "rank is &quot;first&quot;"],
        ["/trends.csv", "analytics_trends"],
        ["/users", "_id is &quot;real-1&quot;"],
        ["/users/user_1", "users"],
        ["/users/user_2", "user_2"],
      ] as const
    ) {
      const { status, text } = await until(`${path} tells`, async () => {
        const page = await pageOf(url + path);
        return page.status === 409 && page;
      });
      assertEquals(status, 409);
      assertStringIncludes(text, fault);
      assertStringIncludes(text, "It was not made by the kit");
    }
  });
});

/** How many products are viewed at least once, from the events themselves. */
async function viewedProducts({ db }: Dashboard): Promise<number> {
  return await db.collection("trending_products").countDocuments({ count: { $gt: 0 } });
}

/** What is answered to a request that no client would send. */
async function answerOf(port: number, request: string): Promise<string> {
  const connection = await Deno.connect({ hostname: "127.0.0.1", port });
  await connection.write(new TextEncoder().encode(`${request}Connection: close\r\n\r\n`));
  return await new Response(connection.readable).text();
}

const statusOf = async (port: number, request: string) =>
  Number(/^HTTP\/1.1 (\d+)/.exec(await answerOf(port, request))?.[1]);
