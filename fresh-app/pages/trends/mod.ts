/** `/`: the most viewed products, and what is hot. */
import { definePage } from "../page.ts";
import { readTrends, trendCollections } from "./read_trends.ts";
import { showTrends, trendsCsv, trendsSvgFile } from "./routes.tsx";

export const trends = definePage({
  topic: "trends",
  path: "/",
  name: "Trends",
  collections: trendCollections,
  read: readTrends,
  style: new URL("style.css", import.meta.url),
  script: new URL("client.ts", import.meta.url),
  routes: { "/": showTrends, "/trends.csv": trendsCsv, "/trends.svg": trendsSvgFile },
});
