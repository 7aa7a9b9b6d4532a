import type { Context } from "fresh";
import { HttpError } from "fresh";
import { z } from "zod";
import { trendsChart } from "../../lib/trends/charts/trends_chart.ts";
import { csvLine } from "../../lib/base/text/csv_line.ts";
import { DatabaseDown, Message } from "../components/Message.tsx";
import { TrendsPage, views } from "../components/TrendsPage.tsx";
import type { Trends } from "../data/trends.ts";
import { oncePer } from "../once_per.ts";
import { define, type State } from "../state.ts";
import { unavailable } from "./pages.tsx";
import { noQuery, readQuery } from "./query.ts";

const query = z.strictObject({ view: z.enum(views).default("chart") });

/** `/`: the trends, as a chart or as a table. */
export const trendsPage = define.middleware((ctx) => {
  const { view } = readQuery(ctx.url, query);
  ctx.state.title = "Trends";
  ctx.state.topic = "trends";
  const { store } = ctx.state;
  const reading = store.trends;
  ctx.state.isStale = reading?.isStale ?? false;
  if (reading) return ctx.render(<TrendsPage reading={reading} view={view} />);
  if (store.state.database === "down") return ctx.render(<DatabaseDown />, unavailable);
  return ctx.render(
    <Message kind="loading" title="Reading the trends">
      <p>One moment: the page shows itself when they are here.</p>
    </Message>,
    unavailable,
  );
});

/** `/trends.csv`: the trends as they are shown. */
export const trendsCsv = define.middleware((ctx) => {
  const rows = shown(ctx).top.map(({ rank, product_name, views }) => [rank, product_name, views]);
  const text = [["rank", "product_name", "views"], ...rows].map(csvLine).join("");
  return ctx.text(text, { headers: headersOf("text/csv; charset=utf-8", "trends.csv") });
});

const svgFile = oncePer(({ top }: Trends) => trendsChart(top, { width: 960 }));

/** `/trends.svg`: their chart, as a file that stands alone. */
export const trendsSvgFile = define.middleware((ctx) => {
  return ctx.text(svgFile(shown(ctx)), { headers: headersOf("image/svg+xml", "trends.svg") });
});

const headersOf = (type: string, file: string) => ({
  "Content-Type": type,
  "Content-Disposition": `attachment; filename="${file}"`,
});

/** @throws {HttpError} 503 if they were not read yet */
function shown(ctx: Context<State>): Trends {
  readQuery(ctx.url, noQuery);
  const reading = ctx.state.store.trends;
  if (!reading) throw new HttpError(503);
  return reading.data;
}
