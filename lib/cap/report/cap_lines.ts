/** How a run of the Black Friday laboratory is shown in a terminal. */
import type { CapRun } from "../cap_run.ts";
import { decide } from "../decision/decision.ts";
import { drawsOf } from "../decision/evidence.ts";
import { decisionLines } from "./decision_lines.ts";
import { distanceLines } from "./distance_lines.ts";
import { failoverLines } from "./failover_lines.ts";
import { latencyLines } from "./latency_lines.ts";
import { partitionLines } from "./partition_lines.ts";
import { readsLines } from "./reads_lines.ts";

/** All that was measured, part by part, and what it means. */
export function capLines(run: CapRun): string[] {
  const { latency, distance, failover = [], reads, partition } = run;
  return [
    ...(latency ? ["Latency of inserts", ...latencyLines(latency, drawsOf(run)), ""] : []),
    ...(distance ? ["Distance", ...distanceLines(distance), ""] : []),
    ...(failover.length > 0 ? ["Failover", ...failoverLines(failover), ""] : []),
    ...(reads ? ["Reads", ...readsLines(reads), ""] : []),
    ...(partition ? ["Partition", ...partitionLines(partition), ""] : []),
    ...["Decision", ...decisionLines(decide(run))],
  ];
}
