/** What w: 1 risks, and how long nobody can buy, in words. */
import { counted } from "../../base/text/counted.ts";
import { whole } from "../../base/text/whole.ts";
import { quickElections } from "../../mongo/server/quick_elections.ts";
import type { WriteTotals } from "../summary/failover_totals.ts";
import { dzdText, msText, perThousandText, secondsText } from "../summary/figure_text.ts";
import type { Evidence, FailoverEvidence } from "./evidence.ts";

/** Fewer failovers than this prove little. */
const fewFailovers = 3;

/** What was lost when the primary was killed under load. */
export function riskUnderLoad({ underLoad, isolated, lostWithin_ms }: Evidence): string[] {
  if (!underLoad) return [];
  return [[
    "Risk in a failover under load.",
    ...w1Risk(underLoad.w1, isolated, lostWithin_ms),
    majorityRisk(underLoad.majority),
  ].join(" ")];
}

function w1Risk(
  { runs, acknowledged, lost, lost_dzd }: WriteTotals,
  isolated: FailoverEvidence | undefined,
  lostWithin_ms: number | undefined,
): string[] {
  if (acknowledged === 0) return ["At w: 1 nothing was acknowledged."];
  const within = counted(runs, "failover");
  if (lost === 0) {
    return [
      `At w: 1, none of ${whole(acknowledged)} acknowledged orders was lost in ${within}.`,
      isolated && isolated.w1.lost > 0
        ? "That was luck, as the worst case below shows."
        : "That was luck: w: 1 promises nothing.",
    ];
  }
  const each = runs > 1 ? `, ${oneDigit(lost / runs)} in each on average` : "";
  const loss = `At w: 1, ${perThousandText(lost, acknowledged)} acknowledged orders were lost: ` +
    `${whole(lost)} of ${whole(acknowledged)} in ${within}${each}, ` +
    `${
      dzdText(lost_dzd)
    } in all. That is of all orders acknowledged before and after the kill: a ` +
    "longer run has a lower rate.";
  if (lostWithin_ms === undefined || lostWithin_ms <= 0) return [loss];
  return [
    loss,
    `What was lost was sent in the last ${
      msText(lostWithin_ms)
    } before the kill; no secondary had ` +
    "it yet.",
  ];
}

function majorityRisk({ runs, acknowledged, lost }: WriteTotals): string {
  if (runs === 0) return "Majority was not tried.";
  if (acknowledged === 0) return "At majority nothing was acknowledged.";
  if (lost > 0) {
    return `At majority, ${perThousandText(lost, acknowledged)} WERE LOST TOO (${whole(lost)} ` +
      `of ${whole(acknowledged)}).`;
  }
  const few = runs < fewFailovers
    ? " So few failovers prove little: repeat them with --rounds 10."
    : "";
  return `At majority, none of ${whole(acknowledged)} was lost in ` +
    `${counted(runs, "failover")}.${few}`;
}

/** What was lost when it died while its followers were down. */
export function riskIsolated({ isolated }: Evidence): string[] {
  if (!isolated) return [];
  const { w1, majority } = isolated;
  const sentences = ["Risk in the worst case: the primary dies while its followers are down."];
  if (w1.acknowledged === 0) sentences.push("At w: 1 nothing was acknowledged.");
  else {
    const found = w1.lost > 0
      ? `; ${whole(w1.in_rollback_files)} of them were found in the old primary's rollback files`
      : "";
    sentences.push(
      `At w: 1, ${perThousandText(w1.lost, w1.acknowledged)} acknowledged orders were lost ` +
        `(${whole(w1.lost)} of ${whole(w1.acknowledged)}, ${dzdText(w1.lost_dzd)})${found}.`,
    );
  }
  if (majority.unknown > 0) {
    sentences.push(
      `Majority left ${counted(majority.unknown, "order")} unknown, of which ` +
        `${whole(majority.unknown_survived)} survived: the shop has to ask again, but it had ` +
        "promised nothing.",
    );
  }
  return [sentences.join(" ")];
}

/** How long nobody could buy. */
export function downtime({ gap_ms, election_ms, underLoad, troubled }: Evidence): string[] {
  if (!underLoad) return [];
  if (gap_ms === undefined) {
    return ["Downtime. After the kill no order was acknowledged any more in this run."];
  }
  const { electionTimeoutMillis, heartbeatIntervalMillis } = quickElections;
  const sentences = [
    "Downtime.",
    `After the primary's death it took ${secondsText(gap_ms)} (median) until another order was ` +
    `acknowledged${
      election_ms === undefined
        ? ""
        : `, and ${secondsText(election_ms)} until another primary was seen`
    }. No write concern avoids an election: the page has to wait or try again.`,
    `The elections of this set are tuned to be quick (electionTimeoutMillis ` +
    `${electionTimeoutMillis} and heartbeats every ${heartbeatIntervalMillis} ms); MongoDB's ` +
    "defaults are 10 s and 2 s, with which nobody can buy for several times as long.",
  ];
  if (troubled) {
    sentences.push(
      `With retryable writes ${counted(troubled.retried, "write")} failed or stayed unknown, ` +
        `without them ${whole(troubled.notRetried)}.`,
    );
  }
  return [sentences.join(" ")];
}

const oneDigit = (value: number) => Number.isInteger(value) ? whole(value) : value.toFixed(1);
