/** What the measured figures mean for the shop. */
import { counted } from "../../base/text/counted.ts";
import { whole } from "../../base/text/whole.ts";
import type { CapRun } from "../cap_run.ts";
import { paragraphsOf } from "./decision_paragraphs.ts";
import { majorityHurts, noticeable_ms } from "./majority_hurts.ts";
import { type Evidence, evidenceOf, type ExtraWait } from "./evidence.ts";
import type { Basis, ServiceDecision } from "./service_decision.ts";
import { msText, perThousandText, placeText } from "../summary/figure_text.ts";

/** Which service gets which setting, and the figures in words. */
export interface Decision {
  readonly services: readonly ServiceDecision[];
  /** In plain text; the warnings come first, what was not measured comes last. */
  readonly paragraphs: readonly string[];
}

/**
 * Decides from a run which service gets which setting, and says why in the run's own figures: settings
 * and text change when they do. A part that was not measured is said to be missing. The same run gives
 * the same decision, since the intervals are drawn from its seed.
 */
export function decide(run: CapRun): Decision {
  const evidence = evidenceOf(run);
  const cart = cartOf(evidence), billing = billingOf(evidence);
  return {
    services: [cart, billing, stockOf(evidence), pagesOf(evidence), ordersOf(evidence)],
    paragraphs: paragraphsOf(evidence, { cart, billing }),
  };
}

function service(
  name: string,
  { write_concern, read }: Pick<ServiceDecision, "write_concern" | "read">,
  basis: Basis,
  reason: string,
): ServiceDecision {
  const available = read === "local" && write_concern !== "majority";
  const pacelc = basis === "contradicted" ? null : available ? "PA/EL" : "PC/EC";
  return { name, write_concern, read, pacelc, basis, reason };
}

const settings = {
  fast: { write_concern: "1", read: "local" },
  safe: { write_concern: "majority", read: "majority" },
  causal: { write_concern: "majority", read: "causal" },
} as const;

/** `w: 1` if majority measurably hurts; else either would do, if what could hurt was measured at all. */
function cartOf(evidence: Evidence): ServiceDecision {
  const name = "Checkout: add to cart";
  const { distance, isolated, majority } = evidence;
  const [hurt] = majorityHurts(evidence);
  if (hurt) {
    const wait = distance && typical(distance.waits);
    const cost = wait && wait.extra_ms >= noticeable_ms
      ? `Majority would add ${
        msText(wait.extra_ms)
      } to every click when the nearest secondary is ` +
        `${placeText(wait.rtt_ms)} away.`
      : `With majority, ${hurt}.`;
    return service(name, settings.fast, "measured", `${cost} A lost click is clicked again.`);
  }
  if (!distance && !isolated) {
    const reason =
      "This rests on what is known, not on what was measured: far from the secondaries, " +
      `majority would make every click wait. ${costText(evidence)}`;
    return service(name, settings.fast, "known", reason);
  }
  const undecided = "w: 1 or majority: these figures do not decide.";
  const missing = [
    ...(distance ? [] : ["over a distance"]),
    ...(isolated ? [] : ["when the followers are away"]),
  ];
  const cost = costText(evidence) +
    (missing.length > 0 ? ` What it costs ${missing.join(" and ")} was not measured.` : "");
  return majority.lost > 0
    ? service(
      name,
      settings.fast,
      "undecided",
      `${undecided} ${cost} It gets w: 1, since majority lost what it had acknowledged.`,
    )
    : service(
      name,
      settings.safe,
      "undecided",
      `${undecided} ${cost} It gets majority, which may as well keep the click.`,
    );
}

/** What majority costs a click, where it does not hurt. */
function costText({ latency, distance }: Evidence): string {
  const longest = distance?.waits.toSorted((a, b) => a.extra_ms - b.extra_ms).at(-1);
  if (longest && longest.extra_ms > 0) {
    return `Majority adds at most ${
      msText(longest.extra_ms)
    } to a click, when the nearest secondary ` +
      `is ${placeText(longest.rtt_ms)} away: less than the ${noticeable_ms} ms that count.`;
  }
  if (longest) return "Majority takes no longer at any distance.";
  if (!latency) return "What majority costs was not measured.";
  const { significant, difference_ms } = latency.mean;
  return significant && difference_ms.value > 0
    ? `On this machine it adds ${msText(difference_ms.value)} to a click.`
    : "On this machine it costs no time that can be told from noise.";
}

function billingOf(evidence: Evidence): ServiceDecision {
  const { latency, majority } = evidence;
  const name = "Payment and billing";
  if (majority.lost > 0) {
    const reason = `MAJORITY LOST ${counted(majority.lost, "order").toUpperCase()} that it had ` +
      "acknowledged: SOMETHING IS WRONG WITH THE SET-UP OR THE LEDGER. Find it before this set is " +
      "trusted with money; w: 1 promises even less.";
    return service(name, settings.safe, "contradicted", reason);
  }
  const cost = !latency
    ? ""
    : latency.mean.significant && latency.mean.difference_ms.value > 0
    ? ` It costs ${msText(latency.mean.difference_ms.value)} here, once for each payment.`
    : " On this machine it costs no time that can be told from noise.";
  return service(
    name,
    settings.safe,
    safetyBasis(evidence),
    `What was paid must not be lost. ${lossText(evidence)}${cost}`,
  );
}

function stockOf(evidence: Evidence): ServiceDecision {
  return service(
    "Stock",
    settings.safe,
    safetyBasis(evidence),
    `A decrement that is rolled back sells the last piece twice. ${lossText(evidence)}`,
  );
}

/** What majority for safety's sake rests on. */
function safetyBasis(evidence: Evidence): Basis {
  if (evidence.majority.lost > 0) return "contradicted";
  return lossAtW1(evidence) ? "measured" : "known";
}

function lossText(evidence: Evidence): string {
  const { majority, underLoad, isolated, partition } = evidence;
  const kept = majority.lost > 0
    ? `majority LOST ${whole(majority.lost)} of ${whole(majority.acknowledged)} in all.`
    : majority.acknowledged > 0
    ? `majority lost none of ${whole(majority.acknowledged)} in all.`
    : "majority acknowledged none.";
  const loss = lossAtW1(evidence);
  if (loss) {
    return `Of the orders acknowledged ${loss.when}, w: 1 lost ` +
      `${perThousandText(loss.lost, loss.acknowledged)}; ${kept}`;
  }
  const known = "the choice rests on what is known";
  return underLoad || isolated || partition
    ? `w: 1 happened to lose nothing in this run, but promises nothing: ${known}; ${kept}`
    : `What is lost in a failover was not measured: ${known}.`;
}

/** The first scenario in which `w: 1` lost orders. */
function lossAtW1({ underLoad, isolated, partition }: Evidence) {
  return [
    { ...underLoad?.w1, when: "before and after a kill under load" },
    { ...isolated?.w1, when: "without followers, before the primary died" },
    { ...partition?.w1?.during, when: "by a primary that was cut off" },
  ].flatMap(({ lost = 0, acknowledged = 0, when }) =>
    lost > 0 ? [{ lost, acknowledged, when }] : []
  )[0];
}

/** Local reads, unless those that are never stale are measured to be as quick. */
function pagesOf({ reads: { local, causal }, causalExtra_ms }: Evidence): ServiceDecision {
  const name = "Product pages", fast = { write_concern: null, read: "local" } as const;
  if (!local) {
    const reason =
      "A page a moment out of date sells as well; stale reads were not measured, so that " +
      "this rests on what is known.";
    return service(name, fast, "known", reason);
  }
  const figures = `${whole(local.stale)} of ${counted(local.reads, "read")} from the lagging ` +
    "secondary were stale";
  if (local.stale === 0) {
    return service(
      name,
      fast,
      "measured",
      `${figures}, and the median read took ${msText(local.p50_ms)}.`,
    );
  }
  if (causal && causal.stale === 0 && causalExtra_ms === undefined) {
    return service(
      name,
      { write_concern: null, read: "causal" },
      "measured",
      `${figures}, none in a causal session, which took no longer that these figures can show.`,
    );
  }
  return service(
    name,
    fast,
    "measured",
    `${figures}: a description a moment out of date is no loss, and the median read took ` +
      `${msText(local.p50_ms)}.`,
  );
}

function ordersOf({ majority, reads: { causal, local }, causalExtra_ms }: Evidence) {
  const name = "My orders, after paying", why = "Who has just paid must see the order";
  const decided = (basis: Basis, reason: string) => service(name, settings.causal, basis, reason);
  if (causal && causal.stale > 0) {
    return decided(
      "contradicted",
      `${why}, BUT ${whole(causal.stale)} of ${counted(causal.reads, "read")} in a causal ` +
        "session WERE STALE, which must not be: find out why.",
    );
  }
  if (majority.lost > 0) {
    return decided("contradicted", `${why}, BUT MAJORITY LOST ORDERS: find out why.`);
  }
  if (!causal) {
    return decided(
      "known",
      `${why}; causal sessions were not measured: this rests on what is known.`,
    );
  }
  const cost = causalExtra_ms === undefined
    ? ""
    : `, for ${msText(causalExtra_ms)} more than a local read`;
  const figures = `${why}: none of ${
    counted(causal.reads, "read")
  } in a causal session was stale${cost}.`;
  return local?.stale === 0
    ? decided(
      "undecided",
      `${figures} Nor was a local one: the figures do not decide, but only the session promises it.`,
    )
    : decided("measured", figures);
}

/** The wait over Algiers–Paris, or the longest there is. */
function typical(waits: readonly ExtraWait[]): ExtraWait | undefined {
  return waits.find(({ rtt_ms }) => rtt_ms === 30) ?? waits.at(-1);
}
