/** `/warehouse`: what the retail warehouse says, each figure with its query. */
import { definePage } from "../page.ts";
import { showGraph, showOverview, showReviews, showSales } from "./routes.tsx";

export const warehouse = definePage({
  topic: "warehouse",
  path: "/warehouse",
  name: "Warehouse",
  times: "local to Brazil, and written without a zone",
  collections: [],
  style: new URL("style.css", import.meta.url),
  routes: {
    "/warehouse": showOverview,
    "/warehouse/sales": showSales,
    "/warehouse/reviews": showReviews,
    "/warehouse/graph": showGraph,
  },
});
