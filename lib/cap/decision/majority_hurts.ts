/** Why majority would hurt where many wait. */
import { counted } from "../../base/text/counted.ts";
import { whole } from "../../base/text/whole.ts";
import { msText, placeText } from "../summary/figure_text.ts";
import type { Evidence } from "./evidence.ts";

/**
 * A longer wait hurts: a tenth of the 100 ms that a user takes for instantaneous (J. Nielsen, *Usability
 * Engineering*, 1993, chapter 5), since an insert is one of many steps of an answer.
 */
export const noticeable_ms = 10;

/**
 * Why majority on the live *add to cart* button would hurt, so far as the figures show it: a wait that
 * counts, clearly fewer orders a second, orders left unanswered. None if they show nothing of the kind.
 */
export function majorityHurts(evidence: Evidence): string[] {
  return [...waiting(evidence), ...fewer(evidence), ...unanswered(evidence)];
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
