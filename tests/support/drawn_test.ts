import { assert, assertEquals, assertNotEquals } from "@std/assert";
import { drawn } from "./drawn.ts";
import { isSlow } from "./slow.ts";

const moments = Array.from({ length: 30 }, (_, moment) => moment);

Deno.test("drawn gives a third, the same each time, and another third by another name", async () => {
  if (isSlow()) return assertEquals(await drawn("a", moments), moments);
  const some = await drawn("a", moments);
  assertEquals(some.length, 10);
  assertEquals(new Set(some).size, 10);
  assert(some.every((moment) => moments.includes(moment)));
  assertEquals(await drawn("a", moments), some);
  assertNotEquals(await drawn("b", moments), some);
  assertEquals((await drawn("c", [1])).length, 1);
});
