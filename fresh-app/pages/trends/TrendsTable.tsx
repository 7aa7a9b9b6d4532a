/** The same as the chart, to read. */
import type { AnalyticsTrend } from "../../../lib/documents.ts";
import { percentText, wholeText } from "../../components/format.ts";

export function TrendsTable(
  { top, views }: { readonly top: readonly AnalyticsTrend[]; readonly views: number | undefined },
) {
  return (
    <table class="numbers">
      <caption class="hidden">The most viewed products</caption>
      <thead>
        <tr>
          <th scope="col" class="number">Rank</th>
          <th scope="col">Product</th>
          <th scope="col" class="number">Views</th>
          {views ? <th scope="col" class="number">Share</th> : null}
        </tr>
      </thead>
      <tbody>
        {top.map((trend) => (
          <tr key={trend.rank}>
            <td class="number">{trend.rank}</td>
            <th scope="row">{trend.product_name}</th>
            <td class="number">{wholeText(trend.views)}</td>
            {views ? <td class="number">{percentText(trend.views / views)}</td> : null}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
