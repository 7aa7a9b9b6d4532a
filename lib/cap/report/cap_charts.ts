/** The charts of a run of the Black Friday laboratory. */
import type { CapRun } from "../cap_run.ts";
import { distanceChart } from "../charts/distance_chart.ts";
import { failoverChart } from "../charts/failover_chart.ts";
import { latencyEcdfChart } from "../charts/latency_ecdf_chart.ts";
import { partitionChart } from "../charts/partition_chart.ts";
import { drawsOf } from "../decision/evidence.ts";

/** A chart for each part that was measured, by the name of its file. */
export function capCharts(run: CapRun): Record<string, string> {
  const { latency, distance, failover = [], partition } = run;
  const charts: Record<string, string> = {};
  if (latency) charts["latency.svg"] = latencyEcdfChart(latency, drawsOf(run));
  if (distance) charts["distance.svg"] = distanceChart(distance);
  for (const [name, runs] of Map.groupBy(failover, ({ scenario, run }) => `${scenario}_${run}`)) {
    charts[`failover_${name}.svg`] = failoverChart(runs);
  }
  if (partition) charts["partition.svg"] = partitionChart(partition);
  return charts;
}
