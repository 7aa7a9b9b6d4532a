import { assertEquals } from "@std/assert";
import { sortedSteps } from "../../lib/base/sorted_steps.ts";

const placesOf = (items: readonly { place: number }[]) => items.map(({ place }) => place).join();

Deno.test("sortedSteps sorts as toSorted does, equal items included, and pauses on the way", () => {
  for (const length of [0, 1, 1 << 15, 100_001]) {
    const items = Array.from({ length }, (_, place) => ({ key: place * 7919 % 101, place }));
    const compare = (a: { key: number }, b: { key: number }) => a.key - b.key;
    const steps = sortedSteps(items, compare);
    let step = steps.next(), pauses = 0;
    for (; !step.done; step = steps.next()) pauses++;
    assertEquals(placesOf(step.value), placesOf(items.toSorted(compare)));
    assertEquals(pauses > 0, length > 1 << 15);
  }
});
