/** What the notebooks of every course share: showing, verifying, charts, and the database. */

// Showing a result, and proving it.
export { picture } from "./picture.ts";
export { type Shown, shown } from "./shown.ts";
export { table, type TableOptions } from "./table.tsx";
export { verify } from "./verify.ts";

// Charts that only notebooks use; a chart of a result lies beside what computes it.
export { type ChartOptions, drawPlot } from "../charts/draw_plot.ts";
export { eventsByDayChart } from "./charts/events_by_day_chart.ts";
export { gridChart } from "./charts/grid_chart.ts";
export { matrixChart } from "./charts/matrix_chart.ts";
export { platformMap } from "./charts/platform_map.ts";
export { sharesChart } from "./charts/shares_chart.ts";

// Chance, and how far to trust a figure.
export { random } from "../base/random.ts";
export { bootstrapMean } from "../statistics/bootstrap.ts";
export { percentile } from "../statistics/percentile.ts";
export { wilsonInterval } from "../statistics/wilson.ts";

// The database that the tasks use, too.
export { type OpenStore, openStore } from "./open_store.ts";
export { databaseUri, embeddedOptions, withDatabase } from "../mongo/database.ts";
export { profiled } from "../mongo/measure/profiled.ts";
export { WireMeter } from "../mongo/measure/wire_meter.ts";
export { publish } from "../mongo/publish.ts";

// Servers of a notebook's own, which end with it.
export { findMongod } from "../mongo/server/mongod_binary.ts";
export { startTemporary } from "../mongo/server/temporary.ts";
export { onFreePorts } from "../servers/ports.ts";
