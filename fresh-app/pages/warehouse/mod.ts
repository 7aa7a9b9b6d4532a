/** `/warehouse`: what the retail warehouse says, each figure with its query. */
import { definePage } from "../page.ts";
import { showOverview } from "./routes.tsx";

export const warehouse = definePage({
  topic: "warehouse",
  path: "/warehouse",
  name: "Warehouse",
  collections: [],
  style: new URL("style.css", import.meta.url),
  routes: { "/warehouse": showOverview },
});
