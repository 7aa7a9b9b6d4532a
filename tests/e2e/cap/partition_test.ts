import { assert, assertEquals } from "@std/assert";
import { measurePartition } from "../../../lib/cap/parts/partition.ts";
import { partitionResult } from "../../../lib/cap/cap_run.ts";
import { random } from "../../../lib/base/random.ts";
import { withRelayedSet } from "../support/relayed_set.ts";

Deno.test("a primary that is cut off accepts orders at w: 1 and loses them, at majority none", async () => {
  await withRelayedSet(async (set) => {
    const told: string[] = [];
    const result = await measurePartition(set, {
      before_ms: 500,
      apart_ms: 1500,
      after_ms: 300,
      random: random(1, "partition"),
      now: () => new Date("2026-11-27T20:00:00Z"),
      onProgress: (text) => told.push(text),
    });
    assertEquals(partitionResult.parse(result), result);
    assertEquals(told.length, 4);
    const { held_at_ms, elected_at_ms, stepped_down_at_ms, healed_at_ms, writers } = result;
    assert(held_at_ms < elected_at_ms && elected_at_ms < healed_at_ms);
    assert(held_at_ms < stepped_down_at_ms && stepped_down_at_ms < healed_at_ms);
    assertEquals(writers.map(({ member, write_concern }) => `${member} ${write_concern}`), [
      ...["old primary 1", "old primary majority", "new primary 1", "new primary majority"],
    ]);

    for (const { member, write_concern, ledger, ...writer } of writers) {
      const name = `${member} ${write_concern}`;
      const { length } = ledger.outcomes;
      assertEquals(writer.acknowledged + writer.failed + writer.unknown, length, name);
      assertEquals(ledger.survived.length, length, name);
      assertEquals([ledger.sent_at_ms.length, ledger.took_ms.length], [length, length], name);
      assertEquals(ledger.sent_at_ms.toSorted((a, b) => a - b), ledger.sent_at_ms, name);
      assert(writer.acknowledged > 0, `${name} acknowledged nothing`);
      assertEquals(writer.failed_survived, 0, name);
      assertEquals(
        ledger.survived.replaceAll("n", "").length, // adds up with what is lost
        writer.acknowledged - writer.lost.length + writer.unknown_survived,
        name,
      );
    }

    const [old1, oldMajority, , newMajority] = writers;
    assert(old1 && oldMajority && newMajority);
    assertEquals(oldMajority.lost, []);
    assertEquals(newMajority.lost, []);
    const sentAt_ms = (order_id: string) =>
      old1.ledger.sent_at_ms[Number(order_id.slice(old1.ledger.prefix.length))] ?? NaN;
    const lostAfter = old1.lost.filter(({ order_id }) => sentAt_ms(order_id) > held_at_ms);
    assert(lostAfter.length > 0, "the old primary lost nothing");
    assert(old1.lost.every(({ total_dzd }) => total_dzd > 0));
    assert(old1.lost.every(({ in_rollback_file }) => in_rollback_file), "not all are in the files");
    // What the old primary said yes to while no one could hear it is gone, all of it.
    const meanwhile = [...old1.ledger.outcomes].filter((outcome, place) =>
      outcome === "a" && (old1.ledger.sent_at_ms[place] ?? 0) > held_at_ms + 500 &&
      (old1.ledger.sent_at_ms[place] ?? Infinity) < elected_at_ms
    );
    assert(lostAfter.length >= meanwhile.length, `${lostAfter.length} of ${meanwhile.length} lost`);
  });
});
