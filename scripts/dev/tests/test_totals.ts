/** How many tests of a run passed and failed. */

/** How many tests ended how. */
export interface Totals {
  passed: number;
  failed: number;
  skipped: number;
}

/** The totals of a JUnit XML report, from the attributes of its test suites. */
export function readTotals(xml: string): Totals {
  const totals: Totals = { passed: 0, failed: 0, skipped: 0 };
  for (const [suite] of xml.matchAll(/<testsuite\s[^>]*>/g)) {
    const count = (name: string) => Number(new RegExp(`\\b${name}="(\\d+)"`).exec(suite)?.[1] ?? 0);
    const failed = count("failures") + count("errors");
    const skipped = count("disabled") + count("skipped");
    totals.failed += failed;
    totals.skipped += skipped;
    totals.passed += count("tests") - failed - skipped;
  }
  return totals;
}
