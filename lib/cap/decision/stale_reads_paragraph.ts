/** What is read from a secondary that lags, in words. */
import { whole } from "../../base/text/whole.ts";
import { msText } from "../summary/figure_text.ts";
import type { Evidence } from "./evidence.ts";

/** How many reads were stale, by read concern and session. */
export function staleReads(
  { reads: { local, majority, causal }, causalExtra_ms }: Evidence,
): string[] {
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
