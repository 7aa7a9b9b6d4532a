import { assertEquals, assertMatch } from "@std/assert";
import type { TaskResult } from "../support/task.ts";

/** Checks that a task failed with one line for its user: the exit code, `Error: …`, no stack. */
export function assertOneLine(
  { code, stdout, stderr }: TaskResult,
  expected: { code: 1 | 2; message: RegExp },
): void {
  assertEquals(stdout, "");
  assertMatch(stderr, /^Error: [^\n]{10,600}\n$/);
  assertMatch(stderr, expected.message);
  assertEquals(code, expected.code, stderr);
}
