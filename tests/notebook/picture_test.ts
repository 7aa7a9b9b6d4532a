import { assertEquals } from "@std/assert";
import { trendsChart } from "../../lib/trends/charts/trends_chart.ts";
import { picture } from "../../lib/notebook/mod.ts";
import { contentsOf } from "./contents_of.ts";

Deno.test("picture() shows a chart, and its title where no picture can be shown", () => {
  const svg = trendsChart([{ rank: 1, product_name: "A & B", views: 3 }]);
  assertEquals(contentsOf(picture(svg)), {
    "image/svg+xml": svg,
    "text/plain": "A & B leads with 3 views",
  });
});
