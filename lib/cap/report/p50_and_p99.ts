/** A median and a 99th percentile, as a table shows them. */
import { median } from "../../statistics/median.ts";
import { percentile } from "../../statistics/percentile.ts";
import { msDigits, p99Text } from "../summary/figure_text.ts";

/** The two texts; a dash each of no values. */
export const p50AndP99 = (values_ms: readonly number[]) =>
  values_ms.length === 0 ? ["–", "–"] : [
    msDigits(median(values_ms)),
    p99Text(values_ms.length, percentile(values_ms, 0.99)),
  ];
