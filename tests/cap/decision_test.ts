import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { decide, type Decision } from "../../lib/cap/decision.ts";
import { capRun } from "../../lib/cap_run.ts";
import {
  someDistance,
  someIsolated,
  someLatency,
  somePartition,
  someReads,
  someRun,
  someUnderLoad,
} from "./some_run.ts";

const nothing = {
  latency: undefined,
  distance: undefined,
  failover: undefined,
  reads: undefined,
  partition: undefined,
};

const textOf = ({ services, paragraphs }: Decision) =>
  [...services.map(({ reason }) => reason), ...paragraphs].join("\n");

const decided = (parts: Parameters<typeof someRun>[0]) => textOf(decide(someRun(parts)));

const reasonOf = (decision: Decision, name: string) =>
  decision.services.find((service) => service.name.startsWith(name))?.reason ?? "";

Deno.test("some run of the tests is one that the laboratory could have stored", () => {
  assertEquals(capRun.safeParse(someRun()).error, undefined);
  assertEquals(capRun.safeParse(someRun(nothing)).error, undefined);
});

Deno.test("decide gives adding to the cart w: 1 and billing majority, in the words of PACELC", () => {
  const { services } = decide(someRun());
  assertEquals(services.map(({ write_concern, pacelc }) => [write_concern, pacelc]), [
    ["1", "PA/EL"],
    ["majority", "PC/EC"],
    ["majority", "PC/EC"],
    [null, "PA/EL"],
    ["majority", "PC/EC"],
  ]);
});

Deno.test("decide says the same of the same run", () => {
  assertEquals(decide(someRun()), decide(someRun()));
});

Deno.test("decide leaves the run as it is", () => {
  const run = someRun();
  decide(run);
  assertEquals(run, someRun());
});

Deno.test("decide says whether the difference on this machine is significant", () => {
  assertStringIncludes(decided({ latency: someLatency(1.7) }), ", is significant.");
  const same = decided({ latency: someLatency(0.6), distance: undefined, failover: undefined });
  assertStringIncludes(
    decided({ latency: someLatency(0.6, 20) }),
    "is not significant: it may be noise",
  );
  assertStringIncludes(same, "do not show that majority on the live add to cart button would hurt");
});

Deno.test("decide blames the distance for the wait at the button, if it was measured", () => {
  const far = decide(someRun({ distance: someDistance(2) }));
  assertStringIncludes(reasonOf(far, "Checkout"), "add 60.0 ms to every click");
  assertStringIncludes(
    textOf(far),
    "every click would wait longer for a secondary, by 16.0 ms at 8",
  );
  assertStringIncludes(
    textOf(far),
    "2.0 round trips if it must be journaled, 1.0 round trip if it",
  );
  const half = decided({ distance: someDistance(1) });
  assertStringIncludes(half, "1.0 round trip if it must be journaled");
});

Deno.test("decide says that the farthest secondary does not count, and that it does if it does", () => {
  assertStringIncludes(decided({}), "the farthest does not count");
  const { series, ...rest } = someDistance();
  const waiting = series.map((one) => ({
    ...one,
    latencies_ms: one.farthest_rtt_ms > one.nearest_rtt_ms ? [201] : one.latencies_ms,
  }));
  assertStringIncludes(
    decided({ distance: { ...rest, series: waiting } }),
    "here the farthest counts as well",
  );
});

Deno.test("decide counts the orders at risk per 1,000 and in DZD, with the worst case", () => {
  const text = decided({ failover: [...someIsolated(), ...someUnderLoad([36, 0])] });
  assertStringIncludes(text, "At w: 1, 3 of 1,000 acknowledged orders were lost: 36 of 12,000");
  assertStringIncludes(text, "in 1 failover, 1,512,000 DZD in all");
  assertStringIncludes(
    text,
    "1,000 of 1,000 acknowledged orders were lost (50 of 50, 2,100,000 DZD)",
  );
  assertStringIncludes(text, "At majority, none of 4,000 was lost in 1 failover. So few failovers");
});

Deno.test("decide averages over several failovers, which then prove more", () => {
  const failover = [1, 2, 3].flatMap((run) => someUnderLoad([10 * run, 0], 12_000, { run }));
  const text = decided({ failover });
  assertStringIncludes(text, "60 of 36,000 in 3 failovers, 20 in each on average");
  assertEquals(text.includes("So few failovers"), false);
});

Deno.test("decide says that losing nothing under load was luck, and points at the worst case", () => {
  const text = decided({ failover: [...someIsolated(), ...someUnderLoad([0, 0])] });
  assertStringIncludes(
    text,
    "none of 12,000 acknowledged orders was lost in 1 failover. That was luck",
  );
  assertStringIncludes(text, "as the worst case below shows");
  assertStringIncludes(text, "w: 1 lost 1,000 of 1,000 acknowledged orders without its followers");
});

Deno.test("decide shouts if majority lost an order, whichever scenario lost it", () => {
  const underLoad = decide(someRun({ failover: someUnderLoad([35, 3]) }));
  assertStringIncludes(underLoad.paragraphs[0] ?? "", "WARNING: MAJORITY LOST 3 ORDERS of");
  assertStringIncludes(reasonOf(underLoad, "Payment"), "MAJORITY LOST 3 ORDERS");
  const cutOff = decide(someRun({ partition: somePartition(1240, 1) }));
  assertStringIncludes(cutOff.paragraphs[0] ?? "", "WARNING: MAJORITY LOST 1 ORDER of");
  assertEquals(decided({}).includes("WARNING"), false);
});

Deno.test("decide warns of failed writes that are there, and of stale reads in a causal session", () => {
  const failover = someUnderLoad().map((run) => ({ ...run, failed_survived: 1 }));
  assertStringIncludes(decided({ failover }), "WARNING: 2 writes booked as failed are there");
  assertStringIncludes(
    decided({ reads: someReads([9, 9, 1]) }),
    "WARNING: 1 of 100 reads in a causal",
  );
});

Deno.test("decide says how long nobody could buy, and what retries saved", () => {
  const failover = [
    ...someUnderLoad([1, 0], 600, { gap_ms: 2000 }),
    ...someUnderLoad([1, 0], 600, { gap_ms: 3000, retry_writes: false }),
  ];
  assertStringIncludes(decided({ failover }), "it took 2.50 s (median)");
  assertStringIncludes(
    decided({ failover }),
    "With retryable writes 76 writes failed or stayed unknown",
  );
  const never = someUnderLoad([1, 0], 600, { gap_ms: null });
  assertStringIncludes(decided({ failover: never }), "no order was acknowledged any more");
});

Deno.test("decide says what a causal session saves and costs", () => {
  const text = decided({ reads: someReads([96, 91, 0]) });
  assertStringIncludes(text, "Stale were 96 of 100 with read concern local");
  assertStringIncludes(text, "none of 100 in a causally consistent session");
  assertStringIncludes(text, "ms in the session and 0.53 ms without");
});

Deno.test("decide says who accepted writes in the partition, and what became of them", () => {
  const text = decided({});
  assertStringIncludes(text, "acknowledge 1,240 orders at w: 1 (availability, PA), of which after");
  assertStringIncludes(text, "At majority it acknowledged nothing (consistency, PC)");
  assertStringIncludes(
    decided({ partition: somePartition(0) }),
    "acknowledged nothing more at w: 1",
  );
});

Deno.test("decide leaves out what was not measured, and says so", () => {
  const { services, paragraphs } = decide(someRun(nothing));
  assertEquals(services.length, 5);
  assertEquals(paragraphs.at(-1)?.startsWith("Not measured in this run: latency, distance"), true);
  const text = textOf({ services, paragraphs });
  assertStringIncludes(text, "would hurt was not measured");
  assert(!/\d ms|NaN|undefined/.test(text), text);
  assertEquals(decided({}).includes("Not measured"), false);
});

Deno.test("decide takes parts that hold nothing", () => {
  const text = decided({
    latency: { orders: 0, rounds: 0, settings: [] },
    distance: { relay_overhead_ms: 0, series: [] },
    failover: [],
    reads: { nearest_rtt_ms: 0, lagging_rtt_ms: 0, variants: [] },
    partition: { ...somePartition(), writers: [] },
  });
  assert(!/NaN|undefined|Infinity/.test(text), text);
});
