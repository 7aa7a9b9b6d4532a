/** The figures of a run in words, for its decision. */
import { counted } from "../../base/text/counted.ts";
import { whole } from "../../base/text/whole.ts";
import { dzdText } from "../summary/figure_text.ts";
import { answer } from "./answer_paragraph.ts";
import { costAway, costHere } from "./cost_paragraphs.ts";
import type { Evidence } from "./evidence.ts";
import { cutOff } from "./partition_paragraph.ts";
import { downtime, riskIsolated, riskUnderLoad } from "./risk_paragraphs.ts";
import type { ServiceDecision } from "./service_decision.ts";
import { staleReads } from "./stale_reads_paragraph.ts";

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

function notMeasured(
  { latency, distance, underLoad, isolated, reads, partition }: Evidence,
): string[] {
  const parts = { latency, distance, "failover under load": underLoad };
  const others = { "isolated failover": isolated, reads: Object.values(reads)[0], partition };
  const missing = Object.entries({ ...parts, ...others })
    .filter(([, measured]) => measured === undefined).map(([name]) => name);
  return missing.length > 0 ? [`Not measured in this run: ${missing.join(", ")}.`] : [];
}
