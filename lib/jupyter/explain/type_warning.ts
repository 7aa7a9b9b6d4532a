/** What is wrong with the types of a cell that ran, as text below what it put out. */
import { type Explanation, explanationLines } from "./explanation.ts";

/** So many are told. */
const most = 3;

/** The line that switches the warnings off, in the first cell. */
const switchOff = /^\s*\/\/\s*@ts-nocheck\b/;

/** Whether a cell begins with the line that switches the warnings off. */
export const isSwitchedOff = (sources: readonly string[]): boolean =>
  sources.some((source) => switchOff.test(source));

/** The warning; `undefined` if nothing is wrong. */
export function typeWarning(
  faults: readonly Explanation[],
  source: string,
): string | undefined {
  if (faults.length === 0) return undefined;
  const more = faults.length - most;
  return [
    ...faults.slice(0, most).flatMap((fault) =>
      explanationLines({ ...fault, kind: `⚠ ${fault.kind}` }, source)
    ),
    ...(more > 0 ? [`… and ${more} more`] : []),
    "(The cell ran all the same. // @ts-nocheck on top of the first cell: no such warnings.)",
    "",
  ].join("\n");
}
