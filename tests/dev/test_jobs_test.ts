import { assertEquals } from "@std/assert";
import { testJobs } from "../../scripts/dev/tests/test_jobs.ts";

const files = [
  "tests/base/columns_test.ts",
  "tests/base/support.ts",
  "tests/cap/network/relay_test.ts",
  "tests/compat/fresh_test.tsx",
  "tests/e2e/cli/kill_test.ts",
  "tests/e2e/cli/vip_test.ts",
  "tests/e2e/notebooks/course_test.ts",
  "tests/e2e/spark/vip_test.ts",
];
const namesOf = (...args: Parameters<typeof testJobs>) => testJobs(...args).map(({ name }) => name);
const units = "unit tests and documented examples";

Deno.test("testJobs has one job for all unit tests, and one for each other file, the longest first", () => {
  assertEquals(namesOf(files), [
    "tests/e2e/notebooks/course_test.ts",
    units,
    "tests/e2e/cli/kill_test.ts",
    "tests/e2e/cli/vip_test.ts",
    "tests/cap/network/relay_test.ts",
    "tests/e2e/spark/vip_test.ts",
  ]);
  const unit = testJobs(files).find(({ name }) => name === units);
  assertEquals(unit?.paths, [
    "tests/base/columns_test.ts",
    "tests/compat/fresh_test.tsx",
    "lib",
    "fresh-app",
  ]);
});

Deno.test("testJobs tells what measures time", () => {
  const alone = testJobs(files).filter(({ alone }) => alone).map(({ name }) => name);
  assertEquals(alone, ["tests/cap/network/relay_test.ts"]);
});

Deno.test("testJobs takes one kind only", () => {
  assertEquals(namesOf(files, "spark"), ["tests/e2e/spark/vip_test.ts"]);
  assertEquals(namesOf(files, "unit"), [units, "tests/cap/network/relay_test.ts"]);
  assertEquals(namesOf(["tests/e2e/cli/vip_test.ts"], "unit"), []);
});
