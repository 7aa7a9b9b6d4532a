import { assert, assertEquals } from "@std/assert";
import { Alarm } from "../../../lib/cap/network/alarm.ts";

/** When an alarm rang, in ms; and a promise for the `count`th time. */
function bell(count: number) {
  const rung_ms: number[] = [];
  const { promise, resolve } = Promise.withResolvers<void>();
  const alarm = new Alarm((now_ms) => {
    if (rung_ms.push(now_ms) === count) resolve();
  });
  return { alarm, rung_ms, done: promise };
}

Deno.test("an alarm rings at its time, never before", async () => {
  for (const wait_ms of [0, 0.3, 1, 5, 12]) {
    const { alarm, rung_ms, done } = bell(1);
    const at_ms = performance.now() + wait_ms;
    alarm.setFor(at_ms);
    await done;
    assert((rung_ms[0] ?? 0) >= at_ms, `${rung_ms} is before ${at_ms}`);
  }
});

Deno.test("an alarm rings to within half a ms as a rule", async () => {
  const late_ms: number[] = [];
  for (let n = 0; n < 15; n++) {
    const { alarm, rung_ms, done } = bell(1);
    const at_ms = performance.now() + 5.37;
    alarm.setFor(at_ms);
    await done;
    late_ms.push((rung_ms[0] ?? Infinity) - at_ms);
  }
  const [median = Infinity] = late_ms.sort((a, b) => a - b).slice(7);
  assert(median < 0.5, `the median is ${median} ms late`);
});

Deno.test("an alarm can be put earlier, not later, and set again when it has rung", async () => {
  const { alarm, rung_ms, done } = bell(2);
  const start_ms = performance.now();
  alarm.setFor(start_ms + 10_000);
  alarm.setFor(start_ms + 8);
  alarm.setFor(start_ms + 30);
  setTimeout(() => alarm.setFor(start_ms + 40), 20);
  await done;
  const [first = 0, second = 0] = rung_ms.map((ms) => ms - start_ms);
  assert(first >= 8 && first < 30, `${first} ms`);
  assert(second >= 40, `${second} ms`);
  alarm.setFor(Infinity);
  assertEquals(rung_ms.length, 2);
});
