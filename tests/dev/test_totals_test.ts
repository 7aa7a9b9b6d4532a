import { assertEquals } from "@std/assert";
import { readTotals } from "../../scripts/dev/tests/test_totals.ts";

Deno.test("readTotals adds up the suites of a JUnit report", () => {
  const xml = `<testsuites name="deno test" tests="6" failures="1" errors="0">
    <testsuite name="a" tests="4" disabled="1" errors="0" failures="1"></testsuite>
    <testsuite name="b" tests="2" disabled="0" errors="0" failures="0"></testsuite>
  </testsuites>`;
  assertEquals(readTotals(xml), { passed: 4, failed: 1, skipped: 1 });
});
