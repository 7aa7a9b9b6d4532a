import { assertEquals } from "@std/assert";
import { join } from "node:path";
import { random } from "../../lib/base/random.ts";
import { followFiles } from "../../lib/trends/follow/follow_files.ts";
import { followKeys } from "../../lib/trends/follow/follow_keys.ts";
import { LogFollower } from "../../lib/trends/follow/log_follower.ts";
import { analyse } from "../../lib/trends/rank/analysis.ts";
import { bytesToRead, computeTrends } from "../../lib/trends/publish_trends.ts";
import { busy, poisson } from "./rank/some_views.ts";
import { withFolder } from "../e2e/support/folder.ts";

const keys = {
  products: [{ _id: "prod_001", name: "A laptop", category: "laptop" as const }],
  cities: new Map([["1", "Oran"]]),
};
const row = "2025-11-28T20:03:22Z,1,prod_001,view\n";
const logs = ["timestamp,user_id,product_id,event_type\n", row.repeat(3_000)].join("");
const tracked = "2025-11-28T20:03:22Z,1,A laptop,view\n".repeat(9_000);
const webTraffic = `timestamp,user_id,product_name,action\n${tracked}`;

Deno.test("computeTrends counts the bytes of all its files, up to what there is to read", () =>
  withFolder(async (dir) => {
    const paths = ["0.csv", "1.csv", "web_traffic.csv"].map((name) => join(dir, name));
    const [first = "", second = "", traffic = ""] = paths;
    for (const path of [first, second]) await Deno.writeTextFile(path, logs);
    await Deno.writeTextFile(traffic, webTraffic);
    const told: number[] = [];
    const options = {
      logs: [first, second],
      webTraffic: traffic,
      quarantineDir: join(dir, "quarantine"),
      maxRejected: 0,
      top: 1,
      onProgress: (bytes: number) => told.push(bytes),
    };
    const total = await bytesToRead(options);
    await computeTrends(keys, options);
    assertEquals(total, 2 * logs.length + webTraffic.length);
    assertEquals(told, told.toSorted((a, b) => a - b));
    assertEquals(told.at(-1), total);
  }));

/** Four laptops viewed day and night for nine days, the last of them more and more in the end. */
function risingLog(...others: string[]): string {
  const draws = random(1, "rising");
  const start = Date.UTC(2025, 10, 1), hours = 24 * 9 - 3;
  const rows = Array.from({ length: hours }, (_, hour) =>
    fourLaptops.flatMap(({ _id }, laptop) => {
      const times = laptop === 3 && hour >= hours - 12 ? 4 : 1;
      const at = new Date(start + 3_600_000 * hour + 1000 * laptop).toISOString();
      return Array.from({ length: poisson(4 * times * busy(hour), draws) }, () =>
        `${at},1,${_id},view\n`);
    }));
  return [...rows.flat(), ...others.map((at) => `${at},1,prod_1,view\n`)].join("");
}
const fourLaptops = [1, 2, 3, 4].map((n) => ({
  _id: `prod_${n}`,
  name: `Laptop ${n}`,
  category: "laptop" as const,
}));

Deno.test("computeTrends, and who follows, find the same hot with a clock that is ahead", () =>
  withFolder(async (dir) => {
    const log = join(dir, "logs.csv"), store = { products: fourLaptops, cities: new Map() };
    const header = "timestamp,user_id,product_id,event_type\n";
    const trendsOf = async (text: string) => {
      await Deno.writeTextFile(log, header + text);
      const options = { logs: [log], quarantineDir: dir, maxRejected: 0, top: 1 };
      return await computeTrends(store, options);
    };
    const { hot, asOf, ahead } = await trendsOf(risingLog());
    assertEquals(hot?.map(({ product_name }) => product_name), ["Laptop 4"]);
    assertEquals([asOf, ahead], [new Date("2025-11-09T21:00Z"), undefined]);
    for (const at of ["2025-11-10T21:30Z", "2025-11-10T02:00Z", "2026-01-01", "1970-01-01"]) {
      const text = risingLog(at), late = at > "2025" ? { rows: 1, newest: hourOf(at) } : undefined;
      const trends = await trendsOf(text);
      assertEquals([trends.hot, trends.asOf, trends.ahead], [hot, asOf, late], at);

      const files = followFiles(dir, log), cut = text.length - 10_000;
      await Deno.writeTextFile(log, header + text.slice(0, cut));
      using follower = await LogFollower.open(
        { log, files, restart: true, onNotice: () => {} },
        followKeys(store),
      );
      await follower.advance();
      await Deno.writeTextFile(log, text.slice(cut), { append: true });
      const { cube } = await follower.advance();
      const { top, hot: found, ahead } = analyse(cube, store, { top: 1 });
      assertEquals([top, found, ahead], [trends.top, hot, late], at);
    }
  }));

const hourOf = (text: string) => new Date(Math.floor(Date.parse(text) / 3_600_000) * 3_600_000);

Deno.test("how much there is to read is not known of standard input", async () => {
  assertEquals(await bytesToRead({ logs: ["-"] }), 0);
});
