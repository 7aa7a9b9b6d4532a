import { assertEquals } from "@std/assert";
import type { Outcome, Write } from "../../../lib/cap/writes/ledger.ts";
import { writeGap_ms } from "../../../lib/cap/writes/write_gap.ts";

const kill = { killed_at_ms: 1000, gone_at_ms: 1050 };

const write = (sent_at_ms: number, took_ms: number, outcome: Outcome = "acknowledged"): Write => ({
  order_id: "BF_0",
  total_dzd: 0,
  sent_at_ms,
  took_ms,
  outcome,
});

Deno.test("the gap lasts until the first write sent after the kill is acknowledged", () => {
  const writes = [write(990, 5), write(1010, 2500), write(3300, 10), write(3200, 20)];
  assertEquals(writeGap_ms(writes, kill), 2220);
});

Deno.test("the gap is not ended by what the old primary still acknowledged", () => {
  assertEquals(writeGap_ms([write(999, 3), write(1001, 2), write(2900, 100)], kill), 2000);
});

Deno.test("the gap is not ended by a write that was sent before the kill, or not acknowledged", () => {
  const writes = [write(999, 2001), write(1100, 500, "failed"), write(1100, 900, "unknown")];
  assertEquals(writeGap_ms(writes, kill), undefined);
  assertEquals(writeGap_ms([...writes, write(3000, 100)], kill), 2100);
});
