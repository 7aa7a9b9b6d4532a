import { percentText } from "../../base/text/percent.ts";
import { counted } from "../../base/text/counted.ts";
import { whole } from "../../base/text/whole.ts";
import type { ServiceDecision } from "./service_decision.ts";
import { roundTripsText, type UnevenWait } from "../summary/distance_summary.ts";
import type { CutOffPromises, Evidence, FailoverEvidence } from "./evidence.ts";
import type { WriteTotals } from "../summary/failover_totals.ts";
import {
  concernName,
  dzdText,
  msText,
  perThousandText,
  placeText,
  rttDigits,
  secondsText,
} from "../summary/figure_text.ts";
import type { Comparison } from "../summary/latency_comparison.ts";

/**
 * A longer wait hurts: a tenth of the 100 ms that a user takes for instantaneous (J. Nielsen, *Usability
 * Engineering*, 1993, chapter 5), since an insert is one of many steps of an answer.
 */
export const noticeable_ms = 10;

/** How the laboratory's sets vote: `electionSettings` in `lib/mongo/server/replica_set.ts`. */
const tunedElection = { timeout_ms: 2000, heartbeat_ms: 500 };

/** Fewer failovers than this prove little. */
const fewFailovers = 3;

/**
 * The figures in words, a paragraph for each question: what is wrong with the run, what majority costs
 * here and far away, what `w: 1` risks, how long nobody can buy, what is read, what a partition does, and
 * the answer to the assignment's question. Wording follows the figures.
 *
 * @param services those that the assignment asks about, with their settings
 */
export function paragraphsOf(
  evidence: Evidence,
  services: { readonly cart: ServiceDecision; readonly billing: ServiceDecision },
): string[] {
  return [
    ...warnings(evidence),
    ...costHere(evidence),
    ...costAway(evidence),
    ...riskUnderLoad(evidence),
    ...riskIsolated(evidence),
    ...downtime(evidence),
    ...staleReads(evidence),
    ...cutOff(evidence),
    answer(evidence, services),
    ...notMeasured(evidence),
  ];
}

/**
 * Why majority on the live *add to cart* button would hurt, so far as the figures show it: a wait that
 * counts, clearly fewer orders a second, orders left unanswered. None if they show nothing of the kind.
 */
export function majorityHurts(evidence: Evidence): string[] {
  return [...waiting(evidence), ...fewer(evidence), ...unanswered(evidence)];
}

function warnings({ majority, failed_survived, reads: { causal } }: Evidence): string[] {
  const found: string[] = [];
  if (majority.lost > 0) {
    found.push(
      `WARNING: MAJORITY LOST ${counted(majority.lost, "order").toUpperCase()} of ` +
        `${whole(majority.acknowledged)} that it had acknowledged ` +
        `(${
          dzdText(majority.lost_dzd)
        }). It promises to lose none: do not trust this set with money ` +
        "until the cause is found.",
    );
  }
  if (failed_survived > 0) {
    const are = failed_survived === 1 ? "is" : "are";
    found.push(
      `WARNING: ${counted(failed_survived, "write")} booked as failed ${are} there all the same. ` +
        "Whoever sends such an order again has it twice.",
    );
  }
  if (causal && causal.stale > 0) {
    found.push(
      `WARNING: ${whole(causal.stale)} of ${counted(causal.reads, "read")} in a causally ` +
        "consistent session were stale. The session promises none.",
    );
  }
  return found;
}

function costHere({ latency, rate }: Evidence): string[] {
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

function costAway({ distance }: Evidence): string[] {
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

function riskUnderLoad({ underLoad, isolated, lostWithin_ms }: Evidence): string[] {
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

function riskIsolated({ isolated }: Evidence): string[] {
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

function downtime({ gap_ms, election_ms, underLoad, troubled }: Evidence): string[] {
  if (!underLoad) return [];
  if (gap_ms === undefined) {
    return ["Downtime. After the kill no order was acknowledged any more in this run."];
  }
  const sentences = [
    "Downtime.",
    `After the primary's death it took ${secondsText(gap_ms)} (median) until another order was ` +
    `acknowledged${
      election_ms === undefined
        ? ""
        : `, and ${secondsText(election_ms)} until another primary was seen`
    }. No write concern avoids an election: the page has to wait or try again.`,
    `The elections of this set are tuned to be quick (electionTimeoutMillis ` +
    `${tunedElection.timeout_ms} and heartbeats every ${tunedElection.heartbeat_ms} ms); MongoDB's ` +
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

function staleReads({ reads: { local, majority, causal }, causalExtra_ms }: Evidence): string[] {
  const counts = [
    { variant: local, how: "with read concern local" },
    { variant: majority, how: "with majority outside a session" },
    { variant: causal, how: "in a causally consistent session" },
  ].flatMap(({ variant, how }) =>
    variant
      ? [
        `${variant.stale > 0 ? whole(variant.stale) : "none"} of ` +
        `${whole(variant.reads)} ${how}`,
      ]
      : []
  );
  if (counts.length === 0) return [];
  const cost = causal && local
    ? ` A read takes ${msText(causal.p50_ms)} in the session and ${msText(local.p50_ms)} without ` +
      `(medians): ${
        causalExtra_ms === undefined
          ? "these figures show no wait"
          : "it waits until the secondary has what the user wrote"
      }.`
    : "";
  return [
    `Reads from a secondary that lags, right after a write. Stale were ${
      counts.join(", ")
    }.${cost}`,
  ];
}

function cutOff({ partition }: Evidence): string[] {
  if (!partition) return [];
  const { w1, majority, steppedDown_ms, elected_ms } = partition;
  return [[
    "Partition.",
    ...(w1 ? cutOffAtW1(w1) : []),
    ...(majority ? cutOffAtMajority(majority) : []),
    `From the cut it was ${
      secondsText(steppedDown_ms)
    } until the old primary was seen to step down, ` +
    `and ${secondsText(elected_ms)} until another was seen to be elected.`,
  ].join(" ")];
}

function cutOffAtW1({ before, during, after }: CutOffPromises): string[] {
  const { acknowledged, lost, lost_dzd } = during;
  const fate = lost === 0
    ? "after healing none of them was gone"
    : `after healing ${lost === acknowledged ? "all" : whole(lost)} of them were gone, ` +
      dzdText(lost_dzd);
  return [
    acknowledged > 0
      ? `Cut off from its followers, the old primary went on to acknowledge ` +
        `${counted(acknowledged, "order")} at w: 1 (availability, PA); ${fate}.`
      : "Cut off from its followers, the old primary acknowledged nothing more at w: 1.",
    ...[{ promises: before, when: "just before the cut" }, {
      promises: after,
      when: "after healing",
    }].filter(({ promises }) => promises.lost > 0).map(({ promises, when }) =>
      `Of those sent ${when}, ${whole(promises.lost)} more ` +
      `${promises.lost === 1 ? "was" : "were"} gone, ${dzdText(promises.lost_dzd)}.`
    ),
  ];
}

function cutOffAtMajority({ during: { acknowledged, lost } }: CutOffPromises): string[] {
  return [
    acknowledged > 0
      ? `At majority it acknowledged ${whole(acknowledged)} and lost ${
        lost > 0 ? whole(lost) : "none"
      } of them.`
      : "At majority it acknowledged nothing (consistency, PC).",
  ];
}

function answer(
  evidence: Evidence,
  { cart, billing }: { readonly cart: ServiceDecision; readonly billing: ServiceDecision },
): string {
  return `Which service gets which setting? ${cartText(cart, evidence)} ` +
    `${billingText(billing, evidence)} ${addToCart(evidence)}`;
}

function cartText(cart: ServiceDecision, { majority }: Evidence): string {
  if (cart.basis === "undecided") {
    const why = majority.lost > 0
      ? "since majority lost what it had acknowledged"
      : "since they show nothing that it costs";
    return `Checkout, that is adding to the cart, gets w: 1 or majority: these figures do not decide. ` +
      `Here it gets ${settingText(cart)}, ${why}.`;
  }
  return `Checkout, that is adding to the cart, gets ${settingText(cart)}${
    basisText(cart)
  }: it must ` +
    "answer, at once, and what it may lose is a click.";
}

function billingText(billing: ServiceDecision, evidence: Evidence): string {
  if (billing.basis === "contradicted") {
    return `Billing would get ${settingText(billing)}, BUT IT IS NOT SAFE HERE: majority lost ` +
      `${counted(evidence.majority.lost, "order")} that it had acknowledged. SOMETHING IS WRONG ` +
      "WITH THE SET-UP OR THE LEDGER; until that is found, billing gets no setting from these figures.";
  }
  return `Billing gets ${settingText(billing)}${
    basisText(billing)
  }: it may take its time, and what ` +
    `it may lose is ${lossOf(evidence)}.`;
}

const settingText = ({ write_concern, pacelc }: ServiceDecision) =>
  (write_concern === null ? "reads only" : concernName(write_concern)) +
  (pacelc === null ? "" : ` (${pacelc})`);

const basisText = ({ basis }: ServiceDecision) =>
  basis === "known" ? ", which rests on what is known, not on what was measured" : "";

/** Why majority on the live *add to cart* button would hurt, or that the figures do not show it. */
function addToCart(evidence: Evidence): string {
  const button = "majority on the live add to cart button would hurt";
  const hurts = majorityHurts(evidence);
  if (hurts.length > 0) {
    return `M${button.slice(1)} on Black Friday: ${hurts.join("; ")}. The crowd clicks it many ` +
      "times for each order that it pays.";
  }
  if (evidence.distance) {
    return `These figures do not show that ${button}: even with the farthest secondaries a click ` +
      `waits less than ${noticeable_ms} ms more.`;
  }
  if (evidence.isolated) {
    return `These figures do not show that ${button}: without its followers the primary left no ` +
      "order without an answer; the wait over a distance was not measured.";
  }
  if (evidence.latency) {
    return `These figures do not show that ${button}: on one machine a secondary is no distance ` +
      "away. Black Friday's set spans data centres; `deno task cap distance` measures what each " +
      "click would wait there.";
  }
  return `Whether ${button} was not measured in this run.`;
}

function waiting({ latency, distance }: Evidence): string[] {
  const waits = distance?.waits.filter(({ extra_ms }) => extra_ms >= noticeable_ms) ?? [];
  if (waits.length > 0) {
    const list = waits.map(({ rtt_ms, extra_ms }) => `${msText(extra_ms)} at ${placeText(rtt_ms)}`);
    return [`every click would wait longer for a secondary, by ${list.join(", ")}`];
  }
  const here = latency?.mean;
  return here?.significant && here.difference_ms.value >= noticeable_ms
    ? [`every click would wait ${msText(here.difference_ms.value)} longer, even on one machine`]
    : [];
}

function fewer({ rate }: Evidence): string[] {
  return rate?.slower
    ? [
      `clicked by all at once, the set answers ${whole(rate.majority)} orders a second ` +
      `instead of ${whole(rate.w1)}`,
    ]
    : [];
}

function unanswered({ isolated }: Evidence): string[] {
  return isolated && isolated.majority.unknown > 0 && isolated.w1.acknowledged > 0
    ? [
      "without its followers, the primary acknowledged " +
      `${counted(isolated.w1.acknowledged, "order")} at w: 1 and left ` +
      `${whole(isolated.majority.unknown)} without an answer at majority`,
    ]
    : [];
}

/** What one order is worth, if that is known. */
function lossOf({ underLoad, isolated }: Evidence): string {
  const lost = [underLoad?.w1, isolated?.w1].find((totals) => (totals?.lost ?? 0) > 0);
  return lost ? `money (${dzdText(lost.lost_dzd / lost.lost)} a lost order here)` : "money";
}

function notMeasured(
  { latency, distance, underLoad, isolated, reads, partition }: Evidence,
): string[] {
  const parts = { latency, distance, "failover under load": underLoad };
  const others = { "isolated failover": isolated, reads: Object.values(reads)[0], partition };
  const missing = Object.entries({ ...parts, ...others })
    .filter(([, measured]) => measured === undefined).map(([name]) => name);
  return missing.length > 0 ? [`Not measured in this run: ${missing.join(", ")}.`] : [];
}

const differenceText = ({ difference_ms: { value, low, high } }: Comparison) =>
  `${signed(value)} (95 % between ${msText(low)} and ${msText(high)})`;

const oneDigit = (value: number) => Number.isInteger(value) ? whole(value) : value.toFixed(1);

const signed = (value_ms: number) => `${value_ms >= 0 ? "+" : ""}${msText(value_ms)}`;
