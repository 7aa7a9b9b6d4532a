/**
 * Phase 2: the trends of a store, counted from its logs: what is viewed most, what is hot, and
 * breakdowns.
 */

// The whole of it: from the logs to the published trends.
export { computeTrends, publishTrends } from "./publish_trends.ts";
export { readKeys } from "./read_keys.ts";
export type { LogTrends, TrendsOptions } from "./publish_trends.ts";

// Reading logs.
export { type LogFormat, shopLog, webTraffic } from "../log_format.ts";
export { scanFile } from "./scan/scan_file.ts";

// Ranking what was read.
export { hourlyFrame } from "./rank/frames.ts";
export { hotScores, hotThreshold } from "./rank/hot_right_now.ts";
export { riseScore } from "./rank/rise_score.ts";
export { topProducts } from "./rank/top_products.ts";

// Drawing it.
export { breakdownChart } from "./charts/breakdown_chart.ts";
export { funnelChart } from "./charts/funnel_chart.ts";
export { hotChart } from "./charts/hot_chart.ts";
export { trendsChart } from "./charts/trends_chart.ts";
