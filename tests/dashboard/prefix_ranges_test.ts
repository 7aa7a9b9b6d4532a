import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { mostDigits, prefixRanges } from "../../fresh-app/pages/users/prefix_ranges.ts";

Deno.test("prefixRanges holds exactly the numbers that begin with the digits", () => {
  const numbers = fc.integer({ min: 1, max: 10 ** mostDigits - 1 });
  fc.assert(fc.property(numbers, numbers, fc.nat(mostDigits), (number, other, length) => {
    const prefix = String(other).slice(0, length);
    const holds = (value: number) =>
      prefixRanges(prefix).filter(({ from, below }) => from <= value && value < below).length;
    assertEquals(holds(number), String(number).startsWith(prefix) ? 1 : 0);
    const within = Number(prefix + String(number).slice(0, mostDigits - prefix.length) || 1);
    assertEquals(holds(within), String(within).startsWith(prefix) ? 1 : 0);
  }));
});

Deno.test("prefixRanges ascends, and is empty beyond the longest number", () => {
  const starts = prefixRanges("12").map(({ from }) => from);
  assertEquals(starts, starts.toSorted((a, b) => a - b));
  assertEquals(prefixRanges("1".repeat(mostDigits + 1)), []);
});
