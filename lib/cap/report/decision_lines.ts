/** How the decision is shown in a terminal. */
import { columns, wrapped } from "../../base/text/columns.ts";
import type { Decision } from "../decision/decision.ts";
import { concernName } from "../summary/figure_text.ts";

/** The services and their settings, then the figures in words. */
export function decisionLines({ services, paragraphs }: Decision): string[] {
  const table = columns(
    services.map(({ name, write_concern, read, pacelc }) => [
      `  ${name}`,
      pacelc ?? "–",
      write_concern === null ? "reads only" : concernName(write_concern),
      `read ${read === "causal" ? "majority in a causal session" : read}`,
    ]),
    "llll",
  );
  return [
    ...services.flatMap(({ reason }, place) => [
      table[place] ?? "",
      ...wrapped(reason, undefined, "    "),
    ]),
    ...paragraphs.flatMap((paragraph) => ["", ...wrapped(paragraph)]),
  ];
}
