/** A run of the Black Friday laboratory for other programs: `deno task cap --json`. */
import { median } from "../../statistics/median.ts";
import { percentile } from "../../statistics/percentile.ts";
import type { CapRun, DistanceResult } from "../cap_run.ts";
import { decide } from "../decision/decision.ts";
import { drawsOf, ordersPerSecond } from "../decision/evidence.ts";
import { summarize } from "../summary/latency_summary.ts";
import { fatesJson } from "./fates.ts";

/**
 * The figures for other programs. `distance` has the series of the server's own journaling whose
 * secondaries are equally far away; `distance_others` has the rest.
 */
export function capJson(run: CapRun) {
  const { latency, distance, failover, reads, partition } = run;
  const draws = drawsOf(run);
  return {
    run: run._id,
    ...(latency && {
      latency: latency.settings.map(({ write_concern, journal, ...measured }) => {
        const summary = measured.one_by_one_ms.length > 0
          ? summarize(measured.one_by_one_ms, draws)
          : undefined;
        return {
          write_concern,
          journal,
          mean_ms: summary?.mean.value ?? null,
          p50_ms: summary?.p50.value ?? null,
          p95_ms: summary?.p95.value ?? null,
          p99_ms: summary?.p99.value ?? null,
          max_ms: summary?.max ?? null,
          orders_per_second: ordersPerSecond(measured) ?? null,
        };
      }),
    }),
    ...(distance && {
      relay_overhead_ms: distance.relay_overhead_ms,
      distance: distance.series.filter(isPlain).map(distanceJson),
      distance_others: distance.series.filter((series) => !isPlain(series)).map((series) => ({
        ...distanceJson(series),
        journaled: series.journaled,
        farthest_rtt_ms: series.farthest_rtt_ms,
      })),
    }),
    ...(failover && {
      failover: failover.map((
        { scenario, run, write_concern, retry_writes, gap_ms, ...writes },
      ) => ({
        scenario,
        run,
        write_concern,
        retry_writes,
        ...fatesJson(writes),
        gap_ms,
      })),
    }),
    ...(reads && {
      reads: reads.variants.map(({ read, reads, stale, read_ms }) => ({
        read,
        reads,
        stale,
        p50_ms: read_ms.length > 0 ? median(read_ms) : null,
      })),
    }),
    ...(partition && {
      partition: partition.writers.map(({ member, write_concern, ...writes }) => ({
        member,
        write_concern,
        ...fatesJson(writes),
      })),
    }),
    decision: decide(run),
  };
}

type Series = DistanceResult["series"][number];

const isPlain = ({ journaled, nearest_rtt_ms, farthest_rtt_ms }: Series) =>
  journaled && nearest_rtt_ms === farthest_rtt_ms;

function distanceJson({ write_concern, nearest_rtt_ms, latencies_ms }: Series) {
  const at = (share: number) => latencies_ms.length > 0 ? percentile(latencies_ms, share) : null;
  return { write_concern, rtt_ms: nearest_rtt_ms, p50_ms: at(0.5), p99_ms: at(0.99) };
}
