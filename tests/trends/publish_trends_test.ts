import { assertEquals } from "@std/assert";
import { join } from "node:path";
import { bytesToRead, computeTrends } from "../../lib/trends/publish_trends.ts";
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

Deno.test("how much there is to read is not known of standard input", async () => {
  assertEquals(await bytesToRead({ logs: ["-"] }), 0);
});
