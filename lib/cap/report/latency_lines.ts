/** How the latency of inserts is shown in a terminal. */
import { columns } from "../../base/text/columns.ts";
import { counted } from "../../base/text/counted.ts";
import { whole } from "../../base/text/whole.ts";
import type { Interval } from "../../statistics/bootstrap.ts";
import type { LatencyResult } from "../cap_run.ts";
import { ordersPerSecond } from "../decision/evidence.ts";
import { msDigits, msText, p99Text, settingName } from "../summary/figure_text.ts";
import { compareLatencies, type Comparison } from "../summary/latency_comparison.ts";
import { summarize } from "../summary/latency_summary.ts";
import { p50AndP99 } from "./p50_and_p99.ts";

/**
 * The inserts by setting, with 95 % intervals; then the two figures that the assignment asks for.
 *
 * @param random uniform in [0, 1), for the intervals
 */
export function latencyLines(result: LatencyResult, random: () => number): string[] {
  const comparison = compareLatencies(result, random); // first, so that it draws as the chart does
  const oneByOne = result.settings.map((setting) => {
    const name = `  ${settingName(setting)}`;
    if (setting.one_by_one_ms.length === 0) return [name, "–", "–", "–", "–", "–"];
    const { mean, p50, p95, p99, max, count } = summarize(setting.one_by_one_ms, random);
    return [
      name,
      ...[mean, p50].map(intervalText),
      msDigits(p95.value),
      p99Text(count, p99.value),
      msDigits(max),
    ];
  });
  const atOnce = result.settings.map((setting) => {
    const rate = ordersPerSecond(setting);
    return [
      `  ${settingName(setting)}`,
      ...p50AndP99(setting.at_once_ms),
      rate === undefined ? "–" : whole(rate),
    ];
  });
  return [
    `${counted(result.orders, "order")} a round, ${counted(result.rounds, "round")}, in ms ` +
    "(95 % interval)",
    ...columns([["  one by one", "mean", "p50", "p95", "p99", "max"], ...oneByOne], "lrrrrr"),
    ...columns([["  all at once", "p50", "p99", "orders/s"], ...atOnce], "lrrr"),
    ...(comparison
      ? [
        `Mean user wait: w: 1 ${msText(comparison.mean.w1_ms)}, ` +
        `majority ${msText(comparison.mean.majority_ms)}`,
        `The difference is ${differenceText(comparison.mean)}`,
        `By the medians it is ${differenceText(comparison.median)}`,
      ]
      : ["Mean user wait: w: 1 and majority were not both measured"]),
  ];
}

/** A difference with its interval, and whether it is one. */
const differenceText = ({ significant, difference_ms }: Comparison) =>
  `${significant ? "significant" : "not significant"}: ${intervalText(difference_ms)} ms`;

const intervalText = ({ value, low, high }: Interval) =>
  `${msDigits(value)} (${msDigits(low)}–${msDigits(high)})`;
