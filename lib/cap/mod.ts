/**
 * Phase 4: the Black Friday laboratory, which measures what a write concern costs and what it
 * saves.
 */

// Measuring.
export type { BlackFridayOrder } from "./black_friday_order.ts";
export type { CapRun } from "./cap_run.ts";
export { laboratoryBook } from "./laboratory_book.ts";
export { startRelayedSet } from "./network/relayed_set.ts";
export { measureDistance } from "./parts/distance.ts";
export { isolatedFailover } from "./parts/isolated_failover.ts";
export { measureLatency } from "./parts/latency.ts";

// Summing up what was measured.
export { distancePoints, followsNearest } from "./summary/distance_summary.ts";
export { totalsOf } from "./summary/failover_totals.ts";
export { msText, settingName } from "./summary/figure_text.ts";
export { compareLatencies } from "./summary/latency_comparison.ts";
export { summarize } from "./summary/latency_summary.ts";

// Deciding.
export { decide } from "./decision/decision.ts";

// Drawing it.
export { distanceChart } from "./charts/distance_chart.ts";
export { failoverChart } from "./charts/failover_chart.ts";
export { latencyEcdfChart } from "./charts/latency_ecdf_chart.ts";
export { writePathChart } from "./charts/write_path_chart.ts";
