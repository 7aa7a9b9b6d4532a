/**
 * The most viewed products as bars, drawn on the server for two widths, of which the styles show
 * one; the client draws them for the width that there is.
 */
import type { ShownTrends } from "./read_trends.ts";
import { trendsSvg, widths } from "./trends_svg.ts";

export function TrendsChart({ trends }: { readonly trends: ShownTrends }) {
  const svg = trendsSvg(trends);
  const parts = Object.keys(widths) as (keyof typeof widths)[];
  return (
    <figure class="chart" data-chart="trends" data-data={JSON.stringify(trends.top)}>
      {parts.map((part) => (
        <div key={part} class={part} dangerouslySetInnerHTML={{ __html: svg[part] }}></div>
      ))}
    </figure>
  );
}
