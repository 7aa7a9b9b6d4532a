/** The trends as pictures. */
import { join } from "node:path";
import { breakdownChart } from "./breakdown_chart.ts";
import { funnelChart } from "./funnel_chart.ts";
import { hotChart } from "./hot_chart.ts";
import { trendsChart } from "./trends_chart.ts";
import { writeFileWhole } from "../../base/files/replace_files.ts";
import type { Analysis } from "../rank/analysis.ts";

/** Where to draw: the top products into a file, all pictures into a folder. */
export interface ChartPaths {
  readonly chart?: string;
  readonly charts?: string;
}

/**
 * Draws what was found.
 *
 * @throws {FileError} if a file cannot be written
 */
export async function drawTrends(
  { top, hot, breakdowns }: Analysis,
  { chart, charts }: ChartPaths,
): Promise<void> {
  if (chart) await writeFileWhole(chart, trendsChart(top));
  if (!charts) return;
  await writeFileWhole(join(charts, "trends.svg"), trendsChart(top));
  await writeFileWhole(join(charts, "hot.svg"), hotChart(hot));
  const [all] = breakdowns;
  if (all) await writeFileWhole(join(charts, "funnel.svg"), funnelChart(all));
  for (const dimension of ["hour", "weekday", "category", "city"] as const) {
    const svg = breakdownChart(breakdowns, dimension);
    await writeFileWhole(join(charts, `by_${dimension}.svg`), svg);
  }
}
