import { assertEquals } from "@std/assert";
import type { Assets } from "../../fresh-app/assets.ts";
import { readQueries } from "../../lib/warehouse/queries/read_queries.ts";
import { type Handover, handoverText, readHandover } from "../../fresh-app/child/handover.ts";

Deno.test("what is handed over arrives as it was", async () => {
  const bytes = (...values: number[]) => Uint8Array.from(values);
  const assets: Assets = {
    byPath: new Map([["/assets/a.js", {
      type: "text/javascript",
      body: bytes(0, 10, 255),
      encoded: new Map([["br", bytes(1)], ["gzip", bytes()]]),
    }]]),
    style: "/assets/s.css",
    script: "/assets/a.js",
    icon: "/assets/i.svg",
    ofTopic: new Map([["trends", { style: "/assets/t.css" }]]),
  };
  const handover: Handover = {
    address: { hostname: "127.0.0.1", port: 8000 },
    databases: {
      store: { uri: "mongodb://u:p\n@a/", name: "shop", isProxied: false },
      warehouse: { uri: "mongodb://u:p\n@a/", name: "ecommerce", isProxied: false },
    },
    warehouse: {
      columns: "http://u:p@127.0.0.1:1",
      graph: { engine: "falkordb", server: { port: 2, password: "g" } },
      recommendations: "/r.parquet",
      results: "/r.json",
      queries: await readQueries(),
    },
    patience_ms: 2000,
    assets,
  };
  assertEquals(readHandover(handoverText(handover)), handover);
});
