import { assertEquals, assertThrows } from "@std/assert";
import { UsageError } from "../../../lib/base/errors.ts";
import { logToFollow } from "../../../lib/trends/follow/log_to_follow.ts";

Deno.test("logToFollow takes one file, also one that is not there yet", () => {
  assertEquals(logToFollow(["no/such/logs.csv"]), "no/such/logs.csv");
});

Deno.test("logToFollow refuses what cannot grow", () => {
  assertThrows(() => logToFollow(["a.csv", "b.csv"]), UsageError, "a.csv and b.csv");
  assertThrows(() => logToFollow(["logs-*.csv"]), UsageError, "the pattern logs-*.csv");
  const folder = import.meta.dirname ?? ".";
  assertThrows(() => logToFollow([folder]), UsageError, `the folder ${folder}`);
});
