import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { decide, type Decision } from "../../../lib/cap/decision/decision.ts";
import { noticeable_ms } from "../../../lib/cap/decision/majority_hurts.ts";
import { type CapRun, capRun, type LatencyResult } from "../../../lib/cap/cap_run.ts";
import { quickElections } from "../../../lib/mongo/server/quick_elections.ts";
import {
  someDistance,
  someIsolated,
  someLatency,
  somePartition,
  someReads,
  someRun,
  someUnderLoad,
  someWrites,
} from "../some_run.ts";

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

/** Nothing that hurts: near secondaries, as many orders a second, followers that answer. */
const harmless = {
  latency: atOnce([10, 11, 10, 12, 11], [11, 10, 11, 11, 12]),
  distance: near(),
  failover: someUnderLoad(),
};

/** With the given times of each round at `w: 1` and at majority. */
function atOnce(w1_ms: number[], majority_ms: number[]): LatencyResult {
  const { settings, ...rest } = someLatency();
  return {
    ...rest,
    settings: settings.map((setting) => ({
      ...setting,
      at_once_total_ms: setting.write_concern === "1" ? w1_ms : majority_ms,
    })),
  };
}

/** The distances of up to 1 ms. */
function near() {
  const { series, ...rest } = someDistance();
  return { ...rest, series: series.filter(({ nearest_rtt_ms }) => nearest_rtt_ms <= 1) };
}

const cartOf = (parts: Parameters<typeof someRun>[0]) => {
  const { services: [cart], paragraphs } = decide(someRun(parts));
  assert(cart);
  return { ...cart, text: [cart.reason, ...paragraphs].join("\n") };
};

Deno.test("decide does not decide on adding to the cart where majority hurts nobody", () => {
  const { write_concern, pacelc, basis, text } = cartOf(harmless);
  assertEquals([write_concern, pacelc, basis], ["majority", "PC/EC", "undecided"]);
  assertStringIncludes(text, "w: 1 or majority: these figures do not decide");
  assertStringIncludes(text, `ms (same city) away: less than the ${noticeable_ms} ms that count`);
  assertStringIncludes(
    text,
    "Here it gets majority (PC/EC), since they show nothing that it costs",
  );
  assertStringIncludes(text, "These figures do not show that majority on the live add to cart");
  assertEquals(text.includes("gets w: 1 (PA/EL)"), false);
});

Deno.test("decide gives adding to the cart w: 1 as soon as anything about majority hurts", () => {
  const hurting: Record<string, Partial<CapRun>> = {
    distance: { distance: someDistance() },
    rate: { latency: atOnce([10, 11, 10, 12, 11], [20, 22, 19, 25, 21]) },
    unanswered: { failover: someIsolated() },
  };
  for (const [what, part] of Object.entries(hurting)) {
    const { write_concern, pacelc, basis, text } = cartOf({ ...harmless, ...part });
    assertEquals([what, write_concern, pacelc, basis], [what, "1", "PA/EL", "measured"]);
    assertStringIncludes(text, "gets w: 1 (PA/EL): it must answer");
    assertStringIncludes(text, "would hurt on Black Friday");
  }
});

Deno.test("decide marks what it chooses without figures about distance or failover", () => {
  const { services, paragraphs } = decide(someRun({ ...nothing, latency: harmless.latency }));
  assertEquals(
    services.map(({ basis }) => basis),
    ["known", "known", "known", "known", "known"],
  );
  assertEquals(services[0]?.write_concern, "1");
  assertStringIncludes(
    services[0]?.reason ?? "",
    "rests on what is known, not on what was measured",
  );
  const text = paragraphs.join(" ");
  assertStringIncludes(text, "gets w: 1 (PA/EL), which rests on what is known");
  assertStringIncludes(text, "Billing gets majority (PC/EC), which rests on what is known");
  assertEquals(decide(someRun()).services.map(({ basis }) => basis), Array(5).fill("measured"));
});

Deno.test("decide calls no setting safe for billing if majority lost an order", () => {
  const { services, paragraphs } = decide(
    someRun({ ...harmless, failover: someUnderLoad([35, 3]) }),
  );
  const [cart, billing] = services;
  assertEquals([billing?.basis, billing?.pacelc], ["contradicted", null]);
  assertStringIncludes(billing?.reason ?? "", "SOMETHING IS WRONG WITH THE SET-UP OR THE LEDGER");
  const answer = paragraphs.join(" ");
  assertStringIncludes(answer, "NOT SAFE HERE: majority lost 3 orders");
  assertEquals(answer.includes("Billing gets majority"), false);
  assertEquals(cart?.write_concern, "1");
  assertStringIncludes(answer, "since majority lost what it had acknowledged");
});

Deno.test("decide lets product pages be read in a causal session if that costs nothing and helps", () => {
  const reads = someReads();
  const quick = reads.variants.map((variant) => ({
    ...variant,
    read_ms: [...reads.variants[0]?.read_ms ?? []],
  }));
  const pages = (variants: typeof quick) =>
    decide(someRun({ reads: { ...reads, variants } })).services[3];
  assertEquals([pages(quick)?.read, pages(quick)?.pacelc], ["causal", "PC/EC"]);
  assertEquals([pages(reads.variants)?.read, pages(reads.variants)?.pacelc], ["local", "PA/EL"]);
  const text = decided({ reads: { ...reads, variants: quick } });
  assertStringIncludes(text, "these figures show no wait");
  assertEquals(text.includes("it waits until the secondary has"), false);
});

Deno.test("decide claims fewer orders a second only if the rounds agree, and there are several", () => {
  const claim = "the set answers";
  const twice = [20, 22, 19, 25, 21];
  assertStringIncludes(decided({ latency: atOnce([10, 11, 10, 12, 11], twice) }), claim);
  assertStringIncludes(decided({ latency: atOnce([10, 11, 10, 12, 11], twice) }), "clearly fewer");
  const few = decided({ latency: atOnce([10, 11], [20, 22]) });
  assertEquals(few.includes(claim), false);
  assertStringIncludes(few, "by 2 rounds, not clearly fewer");
  // In all majority takes twice as long, for the sake of one slow round.
  assertEquals(
    decided({ latency: atOnce([10, 11, 10, 12, 11], [9, 10, 70, 9, 10]) }).includes(claim),
    false,
  );
});

Deno.test("decide says that majority waits for the nearest only if the other was farther away", () => {
  const claim = "Majority waits for the nearest secondary";
  assertStringIncludes(decided({}), claim);
  const { series, ...rest } = someDistance();
  const even = series.filter((one) => one.farthest_rtt_ms === one.nearest_rtt_ms);
  assertEquals(decided({ distance: { ...rest, series: even } }).includes(claim), false);
  const waiting = series.map((one) =>
    one.farthest_rtt_ms > one.nearest_rtt_ms ? { ...one, latencies_ms: [201] } : one
  );
  assertEquals(decided({ distance: { ...rest, series: waiting } }).includes(claim), false);
});

Deno.test("decide counts what was acknowledged and lost in the partition over the same writes", () => {
  const partition = somePartition();
  const { held_at_ms, healed_at_ms } = partition;
  const [first, ...others] = partition.writers;
  assert(first);
  const old = {
    ...first,
    ...someWrites([
      { count: 100, from_ms: 0, to_ms: held_at_ms, outcome: "acknowledged", gone: 3 },
      { count: 40, from_ms: held_at_ms, to_ms: healed_at_ms, outcome: "acknowledged", gone: 30 },
      { count: 20, from_ms: healed_at_ms, to_ms: healed_at_ms + 50, outcome: "acknowledged" },
    ]),
  };
  const text = decided({ partition: { ...partition, writers: [old, ...others] } });
  assertStringIncludes(text, "went on to acknowledge 40 orders at w: 1");
  assertStringIncludes(text, "after healing 30 of them were gone, 1,260,000 DZD.");
  assertStringIncludes(text, "Of those sent just before the cut, 3 more were gone, 126,000 DZD.");
  assertEquals(text.includes("sent after healing"), false);
});

Deno.test("decide says that the elections are quicker here than MongoDB's usual", () => {
  const { electionTimeoutMillis, heartbeatIntervalMillis } = quickElections;
  const text = decided({});
  assertStringIncludes(text, `(electionTimeoutMillis ${electionTimeoutMillis} `);
  assertStringIncludes(text, `heartbeats every ${heartbeatIntervalMillis} ms)`);
  assertStringIncludes(text, "MongoDB's defaults are 10 s");
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
  assertStringIncludes(
    text,
    "acknowledged without followers, before the primary died, w: 1 lost 1,000 of 1,000",
  );
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
  assertStringIncludes(text, "acknowledge 1,240 orders at w: 1 (availability, PA); after");
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
