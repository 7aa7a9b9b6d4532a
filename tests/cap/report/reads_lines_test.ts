import { assertMatch, assertStringIncludes } from "@std/assert";
import { partitionLines } from "../../../lib/cap/report/partition_lines.ts";
import { readsLines } from "../../../lib/cap/report/reads_lines.ts";
import { somePartition, someReads } from "../some_run.ts";

Deno.test("readsLines and partitionLines have a line for each variant and writer", () => {
  assertMatch(
    readsLines(someReads([96, 91, 0]))[4] ?? "",
    /^ {2}majority, causal session +100 +0 /,
  );
  const lines = partitionLines(somePartition());
  assertMatch(
    lines[3] ?? "",
    /^ {2}old primary +w: 1 +2,440 +500 +0 +1,240 +1,240$/,
  );
  assertStringIncludes(
    lines.join("\n"),
    "Acknowledged and lost: 1,240 orders, 52,080,000 DZD",
  );
});
