/** Proof, in a notebook, that a claim holds. */
import { printable } from "../base/text/printable.ts";

/**
 * Prints that a claim holds, and the evidence for it.
 *
 * @throws {Error} if it does not
 */
export function verify(claim: string, holds: boolean, evidence: string): void {
  if (!holds) throw new Error(`✘ ${claim}: ${evidence}`);
  // deno-lint-ignore no-console -- which is the notebook's
  console.log(printable(`✔ ${claim}: ${evidence}`));
}
