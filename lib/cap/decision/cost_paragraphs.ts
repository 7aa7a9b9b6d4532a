/** What majority costs here and far away, in words. */
import { counted } from "../../base/text/counted.ts";
import { percentText } from "../../base/text/percent.ts";
import { whole } from "../../base/text/whole.ts";
import { roundTripsText, type UnevenWait } from "../summary/distance_summary.ts";
import { msText, placeText, rttDigits } from "../summary/figure_text.ts";
import type { Comparison } from "../summary/latency_comparison.ts";
import type { Evidence } from "./evidence.ts";

/** What majority costs on this machine; nothing if that was not measured. */
export function costHere({ latency, rate }: Evidence): string[] {
  if (!latency) return [];
  const { orders, mean, median } = latency;
  const sentences = [
    "Cost on this machine.",
    `A user waits ${msText(mean.w1_ms)} on average for an order at w: 1 and ` +
    `${msText(mean.majority_ms)} at majority (${counted(orders, "order")} each).`,
    `The difference, ${differenceText(mean)}, is ${
      mean.significant ? "significant" : "not significant: it may be noise"
    }.`,
  ];
  if (median.significant !== mean.significant) {
    sentences.push(
      `The medians, which a few slow orders do not move, ${
        median.significant ? "do differ" : "do not differ"
      }: ${differenceText(median)}.`,
    );
  }
  if (rate) {
    const { share: { value, low, high }, rounds, slower } = rate;
    sentences.push(
      `Sent all at once, ${whole(rate.w1)} orders a second are acknowledged at w: 1 and ` +
        `${whole(rate.majority)} at majority: ${percentText(value)} of it${
          rounds > 1 ? ` (95 % between ${percentText(low)} and ${percentText(high)})` : ""
        } by ${counted(rounds, "round")}, ${slower ? "clearly fewer" : "not clearly fewer"}.`,
    );
  }
  return [sentences.join(" ")];
}

/** What it costs over a distance. */
export function costAway({ distance }: Evidence): string[] {
  if (!distance) return [];
  const { waits, journaled, journaledTrips, unjournaledTrips, uneven } = distance;
  const trips: string[] = [];
  if (journaledTrips !== undefined) {
    trips.push(`${roundTripsText(journaledTrips)} if it must be journaled`);
  }
  if (unjournaledTrips !== undefined) {
    trips.push(`${roundTripsText(unjournaledTrips)} if it need not`);
  }
  const twice = journaledTrips !== undefined && unjournaledTrips !== undefined &&
    journaledTrips - unjournaledTrips > 0.5;
  const list = waits.map(({ rtt_ms, extra_ms }) => `${signed(extra_ms)} at ${placeText(rtt_ms)}`);
  const sentences = ["Cost over a distance."];
  if (trips.length > 0) {
    sentences.push(
      `${
        distance.followsNearest
          ? "Majority waits for the nearest secondary"
          : "Majority's wait grows with the distance of both secondaries"
      }: ${trips.join(", ")}${
        twice
          ? ", since a secondary reports first that it applied the order, then that it is durable"
          : ""
      }.`,
    );
  }
  sentences.push(
    `Beside w: 1, a ${journaled ? "journaled" : "not journaled"} majority takes by the medians: ` +
      `${list.join(", ")}.`,
  );
  if (uneven) sentences.push(unevenText(uneven));
  return [sentences.join(" ")];
}

function unevenText(
  { nearest_rtt_ms, farthest_rtt_ms, p50_ms, bothNear_ms, followsNearest }: UnevenWait,
): string {
  return `With one secondary ${rttDigits(nearest_rtt_ms)} ms away and the other ` +
    `${rttDigits(farthest_rtt_ms)} ms it takes ${msText(p50_ms)}, and with both as near ` +
    `${msText(bothNear_ms)}: ${
      followsNearest ? "the farthest does not count" : "here the farthest counts as well"
    }.`;
}

const differenceText = ({ difference_ms: { value, low, high } }: Comparison) =>
  `${signed(value)} (95 % between ${msText(low)} and ${msText(high)})`;

const signed = (value_ms: number) => `${value_ms >= 0 ? "+" : ""}${msText(value_ms)}`;
