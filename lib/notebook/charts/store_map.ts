/** The store on the map of the platform. */
import { type SystemMap, systemMap } from "./system_map.ts";

/** From the simulator to the dashboard. */
export const storeMap: SystemMap = systemMap({
  simulator: { name: "Simulator", lines: ["a shop, invented"], notebook: "01", column: 0, row: 1 },
  logs: { name: "Log files", lines: ["logs.csv", "web_traffic.csv"], column: 1, row: 0.35 },
  store: { name: "MongoDB", lines: ["products, users,", "orders"], column: 1, row: 1.65 },
  trends: {
    name: "Trends",
    lines: ["counts the logs"],
    notebook: "02",
    column: 2,
    row: 0,
  },
  recommend: {
    name: "Recommendations",
    lines: ["learns from orders"],
    notebook: "03",
    column: 2,
    row: 1,
  },
  cap: {
    name: "Black Friday",
    lines: ["safe or fast?"],
    notebook: "04",
    column: 2,
    row: 2,
  },
  vip: {
    name: "VIP campaign",
    lines: ["who spent most?"],
    notebook: "05",
    column: 2,
    row: 3,
  },
  ranked: {
    name: "MongoDB",
    lines: ["analytics_trends,", "hot_right_now, …"],
    column: 3,
    row: 0,
  },
  profiles: { name: "MongoDB", lines: ["users with", "recommendations"], column: 3, row: 1 },
  dashboard: {
    name: "Dashboard",
    lines: ["reads results only"],
    notebook: "06",
    column: 4,
    row: 0.5,
  },
}, [
  ["simulator", "logs"],
  ["simulator", "store"],
  ["logs", "trends"],
  ["store", "recommend"],
  ["store", "cap"],
  ["store", "vip"],
  ["trends", "ranked"],
  ["recommend", "profiles"],
  ["ranked", "dashboard"],
  ["profiles", "dashboard"],
]);
