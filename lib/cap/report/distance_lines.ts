/** How the latency by distance is shown in a terminal. */
import { columns, wrapped } from "../../base/text/columns.ts";
import { whole } from "../../base/text/whole.ts";
import type { DistanceResult } from "../cap_run.ts";
import { distancePoints, roundTrips, roundTripsText } from "../summary/distance_summary.ts";
import { msDigits, msText, p99Text, rttDigits } from "../summary/figure_text.ts";

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
