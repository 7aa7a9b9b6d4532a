/** How the laboratory writes its figures, in tables, charts and sentences alike. */
import { whole } from "../../base/text/whole.ts";
import type { LatencyResult, WriteConcernName } from "../cap_run.ts";

/** Such as `4,120,000 DZD`. */
export const dzdText = (amount_dzd: number): string => `${whole(amount_dzd)} DZD`;

/** Milliseconds without the unit, to three digits: `0.61`, `16.2`, `1,204`. */
export function msDigits(value_ms: number): string {
  const size = Math.abs(value_ms);
  if (size >= 99.95) return whole(value_ms);
  const text = value_ms.toFixed(size >= 9.995 ? 1 : 2);
  return Number(text) === 0 ? "0.00" : text; // not -0.00
}

/** Such as `16.2 ms`. */
export const msText = (value_ms: number): string => `${msDigits(value_ms)} ms`;

/** Milliseconds as seconds, such as `2.41 s`. */
export const secondsText = (value_ms: number): string => `${(value_ms / 1000).toFixed(2)} s`;

/** `w: 1` or `majority`. */
export const concernName = (name: WriteConcernName): string => name === "1" ? "w: 1" : "majority";

/** A setting of the latency part, such as `w: 1 journaled`. */
export function settingName(
  { write_concern, journal }: Pick<LatencyResult["settings"][number], "write_concern" | "journal">,
): string {
  const journaling = { default: "", true: " journaled", false: " not journaled" }[journal];
  return concernName(write_concern) + journaling;
}

/** Such as `2.92 of 1,000`. Neither a few nor all but a few are rounded away. */
export function perThousandText(part: number, all: number): string {
  const value = all > 0 ? 1000 * part / all : 0;
  const text = Number.isInteger(value)
    ? whole(value)
    : value < 0.01
    ? "fewer than 0.01"
    : value > 999
    ? "more than 999"
    : msDigits(value);
  return `${text} of 1,000`;
}

/** Of fewer values the 99th percentile is little else than the greatest. */
const fewestForP99 = 100;

/** A 99th percentile of so many values, a dash if they are too few for one. */
export const p99Text = (count: number, p99_ms: number, text = msDigits): string =>
  count >= fewestForP99 ? text(p99_ms) : "–";

/** A round-trip time without the unit: those that were chosen are whole numbers as a rule. */
export const rttDigits = (rtt_ms: number): string =>
  Number.isInteger(rtt_ms) ? String(rtt_ms) : msDigits(rtt_ms);

/** A round-trip time and what it is like, such as `30 ms (Algiers–Paris)`. */
export function placeText(rtt_ms: number): string {
  const place = new Map([
    [0, "same rack"],
    [1, "same city"],
    [8, "Algiers–Oran"],
    [30, "Algiers–Paris"],
    [100, "another continent"],
  ]).get(rtt_ms);
  const time = `${rttDigits(rtt_ms)} ms`;
  return place ? `${time} (${place})` : time;
}
