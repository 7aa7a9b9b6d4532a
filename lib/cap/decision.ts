/** What the measured figures mean for the shop. */
import type { CapRun, ReadsResult, WriteConcernName } from "../cap_run.ts";
import { noticeable_ms, paragraphsOf } from "./decision_paragraphs.ts";
import { type Evidence, evidenceOf, type ExtraWait } from "./evidence.ts";
import { countText, msText, perThousandText, placeText, wholeText } from "./figure_text.ts";

/** One of the shop's services and its setting. */
export interface ServiceDecision {
  readonly name: string;
  /** `null`: it only reads. */
  readonly write_concern: WriteConcernName | null;
  /** How it reads; `causal` is majority in a causally consistent session. */
  readonly read: ReadsResult["variants"][number]["read"];
  /**
   * After D. Abadi, *Consistency Tradeoffs in Modern Distributed Database System Design*, 2012: under a
   * Partition, Availability or Consistency; Else, Latency or Consistency.
   */
  readonly pacelc: "PA/EL" | "PC/EC";
  readonly reason: string;
}

/** Which service gets which setting, and the figures in words. */
export interface Decision {
  readonly services: readonly ServiceDecision[];
  /** In plain text; the warnings come first, what was not measured comes last. */
  readonly paragraphs: readonly string[];
}

/**
 * Decides from a run which service gets which setting, and says why in the run's own figures: the text
 * changes when they do. A part that was not measured is said to be missing. The same run gives the same
 * decision, since the intervals are drawn from its seed.
 */
export function decide(run: CapRun): Decision {
  const evidence = evidenceOf(run);
  return { services: servicesOf(evidence), paragraphs: paragraphsOf(evidence) };
}

function servicesOf(evidence: Evidence): ServiceDecision[] {
  return [
    {
      name: "Checkout: add to cart",
      write_concern: "1",
      read: "local",
      pacelc: "PA/EL",
      reason: `${cartReason(evidence)} A lost click is clicked again.`,
    },
    {
      name: "Payment and billing",
      write_concern: "majority",
      read: "majority",
      pacelc: "PC/EC",
      reason: billingReason(evidence),
    },
    {
      name: "Stock",
      write_concern: "majority",
      read: "majority",
      pacelc: "PC/EC",
      reason: `A decrement that is rolled back sells the last piece twice. ${lossReason(evidence)}`,
    },
    {
      name: "Product pages",
      write_concern: null,
      read: "local",
      pacelc: "PA/EL",
      reason: pagesReason(evidence),
    },
    {
      name: "My orders, after paying",
      write_concern: "majority",
      read: "causal",
      pacelc: "PC/EC",
      reason: ordersReason(evidence),
    },
  ];
}

function cartReason({ latency, distance, isolated }: Evidence): string {
  const wait = distance && typical(distance.waits);
  if (wait && wait.extra_ms >= noticeable_ms) {
    return `Majority would add ${
      msText(wait.extra_ms)
    } to every click when the nearest secondary is ` +
      `${placeText(wait.rtt_ms)} away.`;
  }
  const here = latency?.mean;
  if (!here && !wait && !isolated) {
    return "What majority costs was not measured: this is the textbook's choice.";
  }
  const cost = !here && !wait
    ? "What majority costs was not measured"
    : here?.significant && here.difference_ms.value > 0
    ? `Majority would add ${msText(here.difference_ms.value)} to every click on this machine`
    : "Majority costs no time that these figures can show";
  if (isolated && isolated.majority.unknown > 0) {
    return `${cost}, but without its followers it left ` +
      `${countText(isolated.majority.unknown, "order")} without an answer.`;
  }
  const missing = [
    ...(wait ? [] : ["over a distance"]),
    ...(isolated ? [] : ["when the followers are away"]),
  ];
  return missing.length > 0
    ? `${cost}; what it costs ${missing.join(" and ")} was not measured.`
    : `${cost}.`;
}

function billingReason(evidence: Evidence): string {
  const { latency, majority } = evidence;
  if (majority.lost > 0) {
    return `MAJORITY LOST ${
      countText(majority.lost, "order").toUpperCase()
    } in this run: find out ` +
      "why before it is trusted with money. w: 1 promises even less.";
  }
  const cost = !latency
    ? ""
    : latency.mean.significant && latency.mean.difference_ms.value > 0
    ? ` It costs ${msText(latency.mean.difference_ms.value)} here, once for each payment.`
    : " On this machine it costs no time that can be told from noise.";
  return `What was paid must not be lost. ${lossReason(evidence)}${cost}`;
}

function lossReason({ majority, underLoad, isolated }: Evidence): string {
  const kept = majority.lost > 0
    ? `majority LOST ${wholeText(majority.lost)} of ${wholeText(majority.acknowledged)}.`
    : majority.acknowledged > 0
    ? `majority lost none of ${wholeText(majority.acknowledged)}.`
    : "majority acknowledged none.";
  const scenario = [underLoad, isolated].find((part) => (part?.w1.lost ?? 0) > 0);
  if (scenario) {
    const { lost, acknowledged } = scenario.w1;
    return `w: 1 lost ${perThousandText(lost, acknowledged)} acknowledged orders ` +
      `${scenario === underLoad ? "in a failover under load" : "without its followers"}; ${kept}`;
  }
  if (underLoad || isolated) return `w: 1 happened to lose nothing in this run; ${kept}`;
  return "What is lost in a failover was not measured.";
}

function pagesReason({ reads: { local } }: Evidence): string {
  if (!local) return "A page a moment out of date sells as well; stale reads were not measured.";
  const figures =
    `${wholeText(local.stale)} of ${countText(local.reads, "read")} from the lagging ` +
    `secondary were stale`;
  return local.stale > 0
    ? `${figures}: a description a moment out of date is no loss, and the median read took ` +
      `${msText(local.p50_ms)}.`
    : `${figures}, and the median read took ${msText(local.p50_ms)}.`;
}

function ordersReason({ reads: { causal, local } }: Evidence): string {
  const why = "Who has just paid must see the order";
  if (!causal) return `${why}; the cost of a causal session was not measured.`;
  if (causal.stale > 0) {
    return `${why}, BUT ${wholeText(causal.stale)} of ${
      countText(causal.reads, "read")
    } in a causal ` +
      "session WERE STALE, which must not be: find out why.";
  }
  const cost_ms = local ? causal.p50_ms - local.p50_ms : 0;
  const cost = cost_ms > 0 ? `, for ${msText(cost_ms)} more than a local read` : "";
  return `${why}: none of ${countText(causal.reads, "read")} in a causal session was stale${cost}.`;
}

/** The wait over Algiers–Paris, or the longest there is. */
function typical(waits: readonly ExtraWait[]): ExtraWait | undefined {
  return waits.find(({ rtt_ms }) => rtt_ms === 30) ?? waits.at(-1);
}
