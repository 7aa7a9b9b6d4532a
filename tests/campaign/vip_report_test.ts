import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import {
  indexAdvice,
  scaleJson,
  vipJson,
  vipLines,
  waysLines,
} from "../../lib/campaign/vip_report.ts";
import { someComparison } from "./some_comparison.ts";

const criteria = { city: "Oran", minSpend_dzd: 100_000 };
const { vips } = someComparison(1000);
const meaning = (...given: Parameters<typeof someComparison>) =>
  waysLines(someComparison(...given)).slice(8).join(" ");

Deno.test("vipLines says how many VIPs there are, and shows the first five", () => {
  const [head, ...rows] = vipLines(vips, criteria);
  assertEquals(head, "50 users in Oran spent more than 100,000 DZD; the first 5:");
  assertEquals(rows.length, 5);
  assertEquals(rows[0], "  user_101  Amina Haddad  +213551234567  150,000 DZD");
});

Deno.test("vipLines has no more to show of a few than there are", () => {
  const [one, ...rows] = vipLines(vips.slice(0, 1), criteria);
  assertEquals([one, rows.length], ["1 user in Oran spent more than 100,000 DZD:", 1]);
  assertEquals(vipLines([], criteria), ["0 users in Oran spent more than 100,000 DZD"]);
});

Deno.test("waysLines has a column for each way and fits into a terminal", () => {
  const lines = waysLines(someComparison(1_000_000));
  assertEquals(lines[0]?.trim().split(/ {2,}/), ["fetch all", "no index", "pushed down"]);
  const figures = Object.fromEntries(
    lines.slice(1, 8).map((line) => {
      const [name = "", ...rest] = line.trim().split(/ {2,}/);
      return [name, rest];
    }),
  );
  assertEquals(figures, {
    "stage": ["COLLSCAN", "COLLSCAN", "IXSCAN"],
    "index": ["–", "–", "city_1_total_spend_-1"],
    "keys examined": ["0", "0", "50,000"],
    "documents examined": ["1,000,000", "1,000,000", "50,000"],
    "documents returned": ["1,000,000", "50,000", "50,000"],
    "bytes over the wire": ["300,000,000", "5,000,200", "5,000,200"],
    "ms": ["10.0", "10.0", "2.0"],
  });
  for (const line of lines) assert(line.length <= 80, line);
});

Deno.test("the conclusion is drawn from the figures", () => {
  assertEquals(
    meaning(1000),
    "By its index MongoDB examines 50 documents to return 50; without it, 1,000. " +
      "It sends 5.2 kB instead of 300 kB, 58 times less.",
  );
});

Deno.test("the conclusion claims no saving where there is none", () => {
  const everyone = { docs: 1000, received_bytes: 299_000 };
  assertEquals(
    meaning(1000, { pushed_down: { index: "i", ...everyone }, no_index: everyone }),
    "MongoDB examines 1,000 documents to return 50, by its index as without it. " +
      "It sends no fewer bytes than all users take.",
  );
});

Deno.test("the conclusion says that there is no index, and the advice how to make it", () => {
  const without = { pushed_down: { index: null } };
  assertStringIncludes(
    meaning(1000, without),
    "No index serves the query, so MongoDB examines 1,000 documents to return 50.",
  );
  assertStringIncludes(
    indexAdvice(someComparison(1000, without)) ?? "",
    "db.users.createIndex({ city: 1, total_spend: -1 })",
  );
  assertEquals(indexAdvice(someComparison(1000)), undefined);
});

Deno.test("the conclusion explains an index that is clearly slower, and only then", () => {
  const explanation = "Here the index is slower than none";
  const by = (index_ms: number, none_ms: number) =>
    meaning(1000, { pushed_down: { took_ms: index_ms }, no_index: { took_ms: none_ms } });
  assertStringIncludes(by(900, 600), explanation);
  for (const [index_ms = 0, none_ms = 0] of [[600, 900], [610, 600], [9, 3]]) {
    assert(!by(index_ms, none_ms).includes(explanation), `${index_ms} and ${none_ms} ms`);
  }
});

Deno.test("vipJson has the plan and the bytes of the query that the server answers as it thinks best", () => {
  assertEquals<unknown>(vipJson(someComparison(40)), {
    count: 2,
    users: vips.slice(0, 2),
    plan: {
      stage: "IXSCAN",
      index: "city_1_total_spend_-1",
      keys_examined: 2,
      docs_examined: 2,
      docs_returned: 2,
    },
    bytes: { fetch_all: 12_000, pushed_down: 400 },
  });
});

Deno.test("scaleJson has the figures of each way for each size", () => {
  const { sizes } = scaleJson([40, 1000].map((users) => someComparison(users)));
  assertEquals(sizes.map(({ users, count }) => [users, count]), [[40, 2], [1000, 50]]);
  assertEquals<unknown>(sizes[1]?.ways[1], {
    way: "no_index",
    stage: "COLLSCAN",
    index: null,
    keys_examined: 0,
    docs_examined: 1000,
    docs_returned: 50,
    bytes: 5200,
    ms: 10,
  });
});
