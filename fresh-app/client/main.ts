/** What the browser runs: nothing that a page cannot do without. */
/// <reference no-default-lib="true" />
/// <reference lib="dom" />
/// <reference lib="dom.iterable" />
/// <reference lib="esnext" />
import { enhanceCharts } from "./chart.ts";
import { follow } from "./live.ts";
import { enhancePickers } from "./picker.ts";
import { enhancePngs } from "./png.ts";

function enhance(within: ParentNode): void {
  enhanceCharts(within);
  enhancePickers(within);
  enhancePngs(within);
}

enhance(document);
follow(enhance);
