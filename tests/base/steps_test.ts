import { assertEquals } from "@std/assert";
import { inOneGo, inSteps } from "../../lib/base/steps.ts";

function* threeSteps(): Generator<void, string> {
  for (let step = 0; step < 3; step++) yield;
  return "done";
}

Deno.test("inOneGo and inSteps do all steps and give what they come to", async () => {
  assertEquals(inOneGo(threeSteps()), "done");
  assertEquals(await inSteps(threeSteps()), "done");
});

Deno.test("inSteps lets others have their turn when steps take long", async () => {
  const { now } = performance;
  let time_ms = 0, turns = 0, pauses = 0;
  performance.now = () => time_ms += 60; // of a clock that goes fast
  try {
    const timer = setInterval(() => turns++, 0);
    await inSteps(threeSteps(), () => pauses++);
    clearInterval(timer);
  } finally {
    performance.now = now;
  }
  assertEquals(pauses > 0 && turns > 0, true);
});
