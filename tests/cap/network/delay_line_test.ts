import { assertEquals } from "@std/assert";
import { DelayLine } from "../../../lib/cap/network/delay_line.ts";

Deno.test("what is put into a delay line comes out a delay later, and not before", () => {
  const line = new DelayLine<string>();
  line.push("a", 100, 15);
  assertEquals(line.nextDue_ms, 115);
  assertEquals(line.take(114.9), []);
  assertEquals(line.take(115), ["a"]);
  assertEquals(line.take(1000), []);
});

Deno.test("delays overlap: each value is due by its own arrival", () => {
  const line = new DelayLine<string>();
  for (const [value, now_ms] of [["a", 0], ["b", 1], ["c", 2]] as const) {
    line.push(value, now_ms, 50);
  }
  assertEquals(line.take(50), ["a"]);
  assertEquals(line.nextDue_ms, 51);
  assertEquals(line.take(52), ["b", "c"]);
});

Deno.test("nothing overtakes when the delay becomes shorter", () => {
  const line = new DelayLine<string>();
  line.push("slow", 0, 100);
  line.push("fast", 10, 1);
  assertEquals(line.take(99), []);
  assertEquals(line.take(100), ["slow", "fast"]);
  line.push("faster", 110, 1);
  assertEquals(line.nextDue_ms, 111);
});

Deno.test("an empty delay line is never due", () => {
  assertEquals(new DelayLine().nextDue_ms, Infinity);
  assertEquals(new DelayLine().take(Infinity), []);
});
