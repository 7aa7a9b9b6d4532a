import { assertEquals, assertThrows } from "@std/assert";
import { leaveLastOut } from "../../../lib/recommend/evaluation/split.ts";
import { NobodyTestedError, testable } from "../../../lib/recommend/evaluation/testable.ts";

const buy = (user: number, ...items: string[]) => items.map((item) => ({ user, item }));

Deno.test("testable leaves out who lacks no more items than a list holds", () => {
  const split = leaveLastOut([...buy(1, "a", "b", "c", "d"), ...buy(2, "a", "e")]);
  assertEquals(testable(split, 2).tested.map(({ user }) => user), [1]); // user 1 lacks d and e
  assertEquals(testable(split, 1).tested.length, 2);
});

Deno.test("testable refuses what would be figures of nobody, and says which", () => {
  const alone = leaveLastOut([...buy(1, "a"), ...buy(2, "b"), ...buy(3, "b", "b")]);
  assertThrows(() => testable(alone, 3), NobodyTestedError, "no user has two items");
  const all = leaveLastOut([...buy(1, "a", "b"), ...buy(2, "b", "a")]);
  assertThrows(() => testable(all, 1), NobodyTestedError, "Use a smaller --k");
  assertThrows(() => testable(leaveLastOut<number>([]), 1), NobodyTestedError);
});
