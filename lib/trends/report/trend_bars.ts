/** How the most viewed products are shown in a terminal. */
import { terminalBars } from "../../charts/terminal_bars.ts";
import type { AnalyticsTrend } from "../../documents.ts";

/** The trends as a bar chart. */
export function trendBars(trends: readonly AnalyticsTrend[]): string[] {
  return terminalBars(
    trends.map(({ rank, product_name, views }) => ({
      label: `${String(rank).padStart(2)} ${product_name}`,
      value: views,
    })),
  );
}
