/** What answers for the page of the trends. */
import { HttpError } from "fresh";
import { z } from "zod";
import { csvLine } from "../../../lib/base/text/csv_line.ts";
import { trendsChart } from "../../../lib/trends/charts/trends_chart.ts";
import type { Source } from "../../data/source.ts";
import { oncePer } from "../../once_per.ts";
import { readQuery } from "../../routes/query.ts";
import type { Handler } from "../page.ts";
import { renderReading } from "../render_reading.tsx";
import type { ShownTrends } from "./read_trends.ts";
import { TrendsPage, views } from "./TrendsPage.tsx";

const query = z.object({ view: z.enum(views).default("chart") });

/** `/`: the trends, as a chart or as a table. */
export const showTrends: Handler<ShownTrends> = (ctx, source) => {
  const { view } = readQuery(ctx.url, query);
  return renderReading(ctx, source, (reading) => <TrendsPage reading={reading} view={view} />);
};

/** `/trends.csv`: the trends as they are shown. */
export const trendsCsv: Handler<ShownTrends> = (ctx, source) => {
  const rows = shown(source).top
    .map(({ rank, product_name, views }) => [rank, product_name, views]);
  const text = [["rank", "product_name", "views"], ...rows].map(csvLine).join("");
  return ctx.text(text, { headers: headersOf("text/csv; charset=utf-8", "trends.csv") });
};

const svgFile = oncePer(({ top }: ShownTrends) => trendsChart(top, { width: 960 }));

/** `/trends.svg`: their chart, as a file that stands alone. */
export const trendsSvgFile: Handler<ShownTrends> = (ctx, source) =>
  ctx.text(svgFile(shown(source)), { headers: headersOf("image/svg+xml", "trends.svg") });

const headersOf = (type: string, file: string) => ({
  "Content-Type": type,
  "Content-Disposition": `attachment; filename="${file}"`,
});

/** @throws {HttpError} 503 if they were not read yet */
function shown({ latest }: Source<ShownTrends>): ShownTrends {
  if (!latest) throw new HttpError(503);
  return latest.data;
}
