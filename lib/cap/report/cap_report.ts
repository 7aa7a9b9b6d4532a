/** How a run of the Black Friday laboratory is shown: in a terminal, as JSON and as charts. */
import { counted } from "../../base/text/counted.ts";
import { whole } from "../../base/text/whole.ts";
import type { Interval } from "../../statistics/bootstrap.ts";
import { decide, type Decision } from "../decision/decision.ts";
import { distancePoints, roundTrips, roundTripsText } from "../summary/distance_summary.ts";
import { drawsOf, ordersPerSecond } from "../decision/evidence.ts";
import {
  concernName,
  dzdText,
  msDigits,
  msText,
  p99Text,
  rttDigits,
  secondsText,
  settingName,
} from "../summary/figure_text.ts";
import { compareLatencies, type Comparison } from "../summary/latency_comparison.ts";
import { summarize } from "../summary/latency_summary.ts";
import { median } from "../../statistics/median.ts";
import { percentile } from "../../statistics/percentile.ts";
import type {
  CapRun,
  DistanceResult,
  FailoverRun,
  LatencyResult,
  PartitionResult,
  ReadsResult,
  Reconciled,
} from "../cap_run.ts";
import { distanceChart } from "../charts/distance_chart.ts";
import { failoverChart } from "../charts/failover_chart.ts";
import { latencyEcdfChart } from "../charts/latency_ecdf_chart.ts";
import { partitionChart } from "../charts/partition_chart.ts";
import { columns, wrapped } from "../../base/text/columns.ts";

/** So many lost orders are listed; the rest is counted. */
const mostListed = 10;

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

/**
 * The inserts by setting, with 95 % intervals; then the two figures that the assignment asks for.
 *
 * @param random uniform in [0, 1), for the intervals
 */
export function latencyLines(result: LatencyResult, random: () => number): string[] {
  const comparison = compareLatencies(result, random); // first, so that it draws as the chart does
  const oneByOne = result.settings.map((setting) => {
    const { mean, p50, p95, p99, max, count } = summarize(setting.one_by_one_ms, random);
    return [
      `  ${settingName(setting)}`,
      ...count > 0
        ? [
          ...[mean, p50].map(intervalText),
          msDigits(p95.value),
          p99Text(count, p99.value),
          msDigits(max),
        ]
        : ["–", "–", "–", "–", "–"],
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

/** The latency by the distance of the secondaries. */
export function distanceLines(result: DistanceResult): string[] {
  const points = distancePoints(result);
  const rows = points.map((point) => [
    `  ${point.setting}`,
    ...[point.nearest_rtt_ms, point.farthest_rtt_ms].map(rttDigits),
    whole(point.count),
    msDigits(point.p50_ms),
    p99Text(point.count, point.p99_ms),
    msDigits(point.max_ms),
  ]);
  const settings = [...new Set(points.map(({ setting }) => setting))];
  return [
    ...wrapped(
      `Secondaries behind relays, in ms; a relay itself adds ${msText(result.relay_overhead_ms)} ` +
        "to a round trip",
    ),
    ...columns(
      [["  setting", "nearest", "farthest", "inserts", "p50", "p99", "max"], ...rows],
      "lrrrrrr",
    ),
    ...settings.flatMap((setting) => {
      const trips = roundTrips(points, setting);
      return trips === undefined
        ? []
        : [`Over the distance, ${setting} waits: ${roundTripsText(trips)}`];
    }),
  ];
}

/** What became of the writes of each run, of the lost how many are in rollback files, then the lost orders. */
export function failoverLines(runs: readonly FailoverRun[]): string[] {
  const rows = runs.map((run) => [
    `    ${concernName(run.write_concern)}`,
    ...fateTexts(run),
    run.gap_ms === null ? "none" : secondsText(run.gap_ms),
  ]);
  const [head = "", ...lines] = columns([["    concern", ...fateNames, "gap"], ...rows], "lrrrrrr");
  const scenes = runs.map((run) =>
    `  ${scenarioName(run)}, run ${run.run}, ${run.retry_writes ? "with" : "without"} retries`
  );
  return [
    head,
    ...lines.flatMap((line, place) => {
      const scene = scenes[place] ?? "";
      return scene === scenes[place - 1] ? [line] : [scene, line];
    }),
    ...lostLines(runs.map((run) => ({
      where: `${scenarioName(run)}, run ${run.run}, ${concernName(run.write_concern)}`,
      ...run,
    }))),
  ];
}

/** The reads from the secondary that lags. */
export function readsLines({ nearest_rtt_ms, lagging_rtt_ms, variants }: ReadsResult): string[] {
  const names = {
    local: "local",
    majority: "majority, no session",
    causal: "majority, causal session",
  } as const;
  const rows = variants.map(({ read, reads, stale, read_ms }) => [
    `  ${names[read]}`,
    whole(reads),
    whole(stale),
    ...p50AndP99(read_ms),
  ]);
  return [
    ...wrapped(
      `From a secondary ${rttDigits(lagging_rtt_ms)} ms away, right after a write; the other is ` +
        `${rttDigits(nearest_rtt_ms)} ms away`,
    ),
    ...columns([["  read concern", "reads", "stale", "p50 ms", "p99 ms"], ...rows], "lrrrr"),
  ];
}

/** The same of the writes to either side of the partition, then the lost orders. */
export function partitionLines(result: PartitionResult): string[] {
  const { held_at_ms, elected_at_ms, stepped_down_at_ms, healed_at_ms, writers } = result;
  const after = (at_ms: number) => secondsText(at_ms - held_at_ms);
  const rows = writers.map((writer) => [
    `  ${writer.member}`,
    concernName(writer.write_concern),
    ...fateTexts(writer),
  ]);
  return [
    ...wrapped(
      `The old primary is cut off: it steps down after ${after(stepped_down_at_ms)}, another is ` +
        `elected after ${after(elected_at_ms)}, healed after ${after(healed_at_ms)}`,
    ),
    ...columns([["  writes to", "concern", ...fateNames], ...rows], "llrrrrr"),
    ...lostLines(writers.map((writer) => ({
      where: `${writer.member}, ${concernName(writer.write_concern)}`,
      ...writer,
    }))),
  ];
}

/** The services and their settings, then the figures in words. */
export function decisionLines({ services, paragraphs }: Decision): string[] {
  const table = columns(
    services.map(({ name, write_concern, read, pacelc }) => [
      `  ${name}`,
      pacelc ?? "–",
      write_concern === null ? "reads only" : concernName(write_concern),
      `read ${read === "causal" ? "majority in a causal session" : read}`,
    ]),
    "llll",
  );
  return [
    ...services.flatMap(({ reason }, place) => [
      table[place] ?? "",
      ...wrapped(reason, undefined, "    "),
    ]),
    ...paragraphs.flatMap((paragraph) => ["", ...wrapped(paragraph)]),
  ];
}

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
        const { mean, p50, p95, p99, max } = summarize(measured.one_by_one_ms, draws);
        return {
          write_concern,
          journal,
          mean_ms: mean.value,
          p50_ms: p50.value,
          p95_ms: p95.value,
          p99_ms: p99.value,
          max_ms: max,
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

/** The lost orders of several writers: first those at majority, of which there must be none. */
function lostLines(
  parts: readonly (Pick<Reconciled, "lost"> & {
    readonly write_concern: string;
    readonly scenario?: string;
    readonly where: string;
  })[],
): string[] {
  // The isolated failover loses all that it is given: the others tell more.
  const rank = ({ write_concern, scenario }: typeof parts[number]) =>
    write_concern === "majority" ? 0 : scenario === "isolated" ? 2 : 1;
  const lost = parts.toSorted((a, b) => rank(a) - rank(b)).flatMap(({ where, lost }) =>
    lost.map((order) => ({ where, ...order }))
  );
  if (lost.length === 0) return ["No acknowledged order was lost"];
  const sum_dzd = lost.reduce((sum, { total_dzd }) => sum + total_dzd, 0);
  const rows = lost.slice(0, mostListed).map((order) => [
    `  ${order.order_id}`,
    dzdText(order.total_dzd),
    order.where,
    order.in_rollback_file ? "rollback file" : "no rollback file",
  ]);
  return [
    `Acknowledged and lost: ${counted(lost.length, "order")}, ${dzdText(sum_dzd)}`,
    ...columns(rows, "lrll"),
    ...(lost.length > mostListed ? [`  and ${whole(lost.length - mostListed)} more`] : []),
  ];
}

const fateNames = ["acknowledged", "failed", "unknown", "lost", "in files"] as const;

const fateTexts = (writes: Reconciled) => Object.values(fatesJson(writes)).map(whole);

function fatesJson(
  { acknowledged, failed, unknown, lost }: Pick<
    Reconciled,
    "acknowledged" | "failed" | "unknown" | "lost"
  >,
) {
  const in_rollback_files = lost.filter(({ in_rollback_file }) => in_rollback_file).length;
  return { acknowledged, failed, unknown, lost: lost.length, in_rollback_files };
}

type Series = DistanceResult["series"][number];

const isPlain = ({ journaled, nearest_rtt_ms, farthest_rtt_ms }: Series) =>
  journaled && nearest_rtt_ms === farthest_rtt_ms;

function distanceJson({ write_concern, nearest_rtt_ms, latencies_ms }: Series) {
  const at = (share: number) => latencies_ms.length > 0 ? percentile(latencies_ms, share) : null;
  return { write_concern, rtt_ms: nearest_rtt_ms, p50_ms: at(0.5), p99_ms: at(0.99) };
}

const scenarioName = ({ scenario }: FailoverRun) =>
  scenario === "under_load" ? "under load" : "isolated";

const p50AndP99 = (values_ms: readonly number[]) =>
  values_ms.length === 0 ? ["–", "–"] : [
    msDigits(median(values_ms)),
    p99Text(values_ms.length, percentile(values_ms, 0.99)),
  ];

/** A difference with its interval, and whether it is one. */
const differenceText = ({ significant, difference_ms }: Comparison) =>
  `${significant ? "significant" : "not significant"}: ${intervalText(difference_ms)} ms`;

const intervalText = ({ value, low, high }: Interval) =>
  `${msDigits(value)} (${msDigits(low)}–${msDigits(high)})`;
