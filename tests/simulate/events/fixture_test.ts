import { assertEquals } from "@std/assert";
import { parse } from "@std/csv";
import { join } from "node:path";
import { projectDir } from "../../../lib/base/settings.ts";

Deno.test("data/fixtures/web_traffic.csv has the views that the assignment counts", async () => {
  const text = await Deno.readTextFile(join(projectDir, "data", "fixtures", "web_traffic.csv"));
  const [header, ...rows] = parse(text);
  assertEquals<unknown>(header, ["timestamp", "user_id", "product_name", "action"]);
  assertEquals(rows.length, 8);
  const viewsOf = (name: string) =>
    rows.filter(([, , product, action]) => product === name && action === "view").length;
  assertEquals(["iPhone 15", "PlayStation 5", "Samsung S24"].map(viewsOf), [3, 2, 1]);
  assertEquals(rows.map((row) => row[3]).filter((action) => action !== "view"), [
    "add_to_cart",
    "buy",
  ]);
});
