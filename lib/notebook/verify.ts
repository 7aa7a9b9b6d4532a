/**
 * Prints that a claim holds, and the evidence for it.
 *
 * @throws {Error} if it does not
 */
export function verify(claim: string, holds: boolean, evidence: string): void {
  if (!holds) throw new Error(`✘ ${claim}: ${evidence}`);
  console.log(`✔ ${claim}: ${evidence}`);
}
