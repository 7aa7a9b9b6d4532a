import { assert, assertEquals, assertGreater } from "@std/assert";
import { gzipSync } from "node:zlib";
import { join } from "node:path";
import { publishTrends } from "../../../../lib/trends/publish_trends.ts";
import { contentsOf, rulesOf } from "../support/contents.ts";
import { isSlow } from "../../../support/slow.ts";
import type { JobProof } from "../support/shared_java.ts";
import { watchCount } from "../support/watch_count.ts";
import { logOf, withStore } from "../support/with_store.ts";

const published = [
  "analytics_trends",
  "hot_right_now",
  "trend_breakdowns",
  "trending_products",
] as const;

/** What has to hold of `spark trends`. */
export const trendsJob: JobProof = {
  title: "Spark's trends are those of the trend engine, and so is what it sets aside",
  prove: (run) =>
    withStore({ rising: 3 }, async (test) => {
      const { db, folder, env } = test;
      const log = logOf(test);
      await Deno.writeTextFile(log, dirtyLines.join("\n"), { append: true });
      const second = join(folder, "a second [shop]*.csv.gz"); // of another server, packed
      await Deno.writeFile(second, gzipSync(otherColumns));
      const third = join(folder, "numbers.csv");
      await Deno.writeTextFile(third, numbers);
      const logs = [third, log, second]; // not in the order of their names

      const options = {
        logs,
        webTraffic: logOf(test, "web_traffic.csv"),
        quarantineDir: join(folder, "quarantine"),
        maxRejected: 0.05,
        top: 12,
      };
      await publishTrends(db, options);
      const read = async () => ({
        documents: await Promise.all(published.map((name) => contentsOf(db, name))),
        rules: await Promise.all(published.map((name) => rulesOf(db, name))),
        quarantine: await Deno.readTextFile(join(folder, "quarantine", "logs.csv")),
      });
      const others = ["--web-traffic", options.webTraffic, "--quarantine", options.quarantineDir];
      const ours = await read();
      assert(ours.documents.every(({ length }) => length > 0), "nothing to compare");
      assertGreater(ours.quarantine.split("\n").length, 10);

      await db.collection("analytics_trends").updateOne({ rank: 1 }, { $set: { views: 0 } });
      await Deno.remove(join(folder, "quarantine"), { recursive: true });
      const whole = await db.collection("trending_products").countDocuments();
      const { seen, looks } = await watchCount(db, "trending_products", async () => {
        await run("trends", env, "--logs", ...logs, "--top", "12", ...others);
      });
      assertEquals(seen, [whole]); // never less than the whole
      assertGreater(looks, 100);
      assertEquals(await read(), ours);
      const all = (await db.listCollections({}, { nameOnly: true }).toArray()).map(({ name }) =>
        name
      );
      assertEquals(all.filter((name) => /staging|system/.test(name)), []);

      if (!isSlow()) return;
      // Another moment, another memory, and no collections to begin with.
      const at = { asOf: new Date("2025-11-20T12:30Z"), halfLife_hours: 3 };
      await publishTrends(db, { ...options, ...at });
      const then = await read();
      for (const name of published) await db.dropCollection(name);
      const flags = ["--as-of", "2025-11-20T12:30:00.000Z", "--half-life", "3"];
      await run("trends", env, "--logs", ...logs, "--top", "12", ...others, ...flags);
      assertEquals(await read(), then);
    }),
};

/** Good lines that are written in unusual ways, and bad ones of each kind. */
const dirtyLines = [
  `2025-11-28T20:00:00+01:00,1,prod_001,view`,
  `2025-11-28 20:00:00.123456,2,prod_001,cart`,
  `2025-11-28T23:59:60Z,999999999,prod_002,buy`,
  `"2025-11-28T20:00:00Z","3","prod_003","view"\r`,
  `2025-11-28T20:00:00Z,,prod_003,view`,
  `2025-11-28T20:00:00Z,"4, or ""5""",prod_003,view`,
  ``,
  `\r`,
  `timestamp,user_id,product_id,event_type`,
  `2025-02-30T20:00:00Z,1,prod_001,view`,
  `2025-11-28T24:00:00Z,1,prod_001,view`,
  `2025-11-28T24:00:01Z,1,prod_001,view`,
  `2025-11-28,1,prod_001,view`,
  `2025-11-28T00:30:00+0100,1,prod_001,cart`,
  `2025-11-28 23:30:00-01,1,prod_001,cart`,
  `"2025-11-28t20:03:60,5z",1,prod_002,cart`,
  `2025-11-28T20:03 UTC,1,prod_003,buy`,
  `20251128T200300+01:30,1,prod_003,buy`,
  `28/11/2025,1,prod_001,view`,
  `20251128,1,prod_001,view`,
  `1764360202,1,prod_001,view`,
  `2025-11-28T20:00:00Z,1,prod_001,look`,
  `2025-11-28T20:00:00Z,1,prod_001,VIEW`,
  `2025-11-28T20:00:00Z,1,prod_9999,view`,
  `2025-11-28T20:00:00Z,1,prod_001`,
  `2025-11-28T20:00:00Z,1,prod_001,view,`,
  `2025-11-28T20:00:00Z,1,prod_001,view,5`,
  `2025-11-28T20:00:00Z,"1,prod_001,view`,
  `2025-11-28T20:00:00Z,1,"prod"_001,view`,
  `nothing at all, é and "quotes"`,
  `2025-11-28T20:00:00Z,${",".repeat(30_000)}`,
  `2025-11-28T20:00:00Z,1,prod_001,${"view".repeat(20_000)}`,
  `2025-11-28T20:00:00Z,a\rb,prod_001,look`,
  `2025-12-01T00:30:00Z,1,prod_001,buy`, // the newest hour has no view
];

/** Milliseconds since 1970, and what is none. */
const numbers = [
  "timestamp,user_id,product_id,event_type",
  "05/03/2025,1,prod_001,view",
  ...Array.from(
    { length: 60 },
    (_, minute) => `${1764360202123 + 600_000 * minute},7,prod_005,view`,
  ),
  "1764360202.5,1,prod_001,view",
  "1764360202123.5,1,prod_001,view",
  "2025-11-28T20:03:22Z,1,prod_001,view",
].join("\n");

const otherColumns = [
  "\ufeffevent_type,malformed,product_id,timestamp,user_id\r",
  "view,ünïcode,prod_001,2025-11-27T10:00:00Z,5\r",
  "buy,,prod_002,2025-11-27T11:00:00Z,6\r",
  "buy,,prod_002,yesterday,6\r",
  ...Array.from({ length: 40 }, () => "view,,prod_004,2025-11-27T12:00:00Z,7\r"),
].join("\n");
