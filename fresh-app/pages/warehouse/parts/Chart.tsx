/** A chart drawn on the server for some widths, of which the styles show the one that fits. */
import type * as Plot from "@observablehq/plot";
import { DOMParser } from "linkedom";
import { inlinePlot } from "../../../../lib/charts/inline_plot.ts";
import type { WarehouseChartOptions } from "../../../../lib/warehouse/charts/named_bars.ts";
import { oncePer } from "../../../once_per.ts";

/** For a phone, for half a screen and for a whole one; the styles know them, too. */
const widths = { narrow: 270, middle: 460, wide: 1040 } as const;

/** A chart as a component: it is drawn once for every answer. */
export function chartOf<Row>(
  title: (rows: readonly Row[]) => string,
  plot: (rows: readonly Row[], options: WarehouseChartOptions) => Plot.PlotOptions,
) {
  const drawn = oncePer((rows: readonly Row[]) =>
    Object.entries(widths).map(([name, width]) => [name, draw(rows, width)] as const)
  );
  function draw(rows: readonly Row[], width: number): string {
    const xml: unknown = new DOMParser().parseFromString("<svg/>", "image/svg+xml");
    const document = xml as NonNullable<Plot.PlotOptions["document"]>;
    const options = plot(rows, { width, fill: "var(--accent)" });
    const svg = inlinePlot(title(rows), { ...options, document });
    for (const mark of svg.querySelectorAll("[aria-label]")) told(mark);
    return svg.outerHTML;
  }
  return ({ rows }: { readonly rows: readonly Row[] }) => (
    <figure class="chart fitted">
      {drawn(rows).map(([name, svg]) => (
        <div key={name} class={`at-${name}`} dangerouslySetInnerHTML={{ __html: svg }}></div>
      ))}
    </figure>
  );
}

/** What a mark stands for is shown under the pointer: within a picture nothing is read aloud. */
function told(mark: Element): void {
  const title = mark.ownerDocument.createElementNS("http://www.w3.org/2000/svg", "title");
  title.textContent = mark.getAttribute("aria-label");
  mark.removeAttribute("aria-label");
  mark.append(title);
}
