/** The figures above the chart. */
import { Figure } from "../../components/Figure.tsx";
import { dayText, minuteText, percentText, wholeText } from "../../components/format.ts";
import type { ShownTrends } from "./read_trends.ts";

export function Figures({ trends: { top, all, updated_at } }: { readonly trends: ShownTrends }) {
  const ofTop = top.reduce((sum, { views }) => sum + views, 0);
  const time = updated_at && minuteText(updated_at).split(", ").at(-1);
  return (
    <dl class="figures">
      <Figure name="Views" note="in the log">{all ? wholeText(all.views) : "–"}</Figure>
      <Figure name="Products seen" note="at least once">
        {all?.products === undefined ? "–" : wholeText(all.products)}
      </Figure>
      <Figure name={`Top ${top.length} share`} note="of all views">
        {all && all.views > 0 ? percentText(ofTop / all.views) : "–"}
      </Figure>
      <Figure name="Updated" note={updated_at ? dayText(updated_at) : ""}>
        {updated_at ? <time dateTime={updated_at.toISOString()}>{time}</time> : "–"}
      </Figure>
    </dl>
  );
}
