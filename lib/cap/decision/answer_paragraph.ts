/** The answer to the assignment's question, in words. */
import { counted } from "../../base/text/counted.ts";
import { concernName, dzdText } from "../summary/figure_text.ts";
import type { Evidence } from "./evidence.ts";
import { majorityHurts, noticeable_ms } from "./majority_hurts.ts";
import type { ServiceDecision } from "./service_decision.ts";

/** Which service gets which setting, and why. */
export function answer(
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

/** What one order is worth, if that is known. */
function lossOf({ underLoad, isolated }: Evidence): string {
  const lost = [underLoad?.w1, isolated?.w1].find((totals) => (totals?.lost ?? 0) > 0);
  return lost ? `money (${dzdText(lost.lost_dzd / lost.lost)} a lost order here)` : "money";
}
