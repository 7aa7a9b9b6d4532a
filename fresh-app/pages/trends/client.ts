/** What the browser runs on the page of the trends: its chart answers, and fits its place. */
/// <reference no-default-lib="true" />
/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
/// <reference lib="esnext" />
import { enhanceCharts } from "../../client/chart.ts";
import { onDraw } from "../../client/on_draw.ts";

onDraw((within) =>
  enhanceCharts(within, "trends", async (data, width) => {
    const { drawTrends } = await import("./draw_trends.ts"); // which is large
    return drawTrends(JSON.parse(data), width);
  })
);
