import { assertEquals, assertRejects } from "@std/assert";
import { DzError } from "../../lib/base/errors.ts";
import { WaitedInVainError, waitUntil } from "../../lib/base/wait_until.ts";

Deno.test("waitUntil asks until there is an answer, be it false or 0", async () => {
  const answers = [undefined, undefined, 0, 1];
  assertEquals(await waitUntil("there is a number", () => answers.shift()), 0);
  assertEquals(answers, [1]);
});

Deno.test("waitUntil gives up at its deadline and says what it waited for", async () => {
  const wait = () => waitUntil("there is a primary", () => undefined, 100);
  const { message } = await assertRejects(wait, WaitedInVainError, "until there is a primary");
  assertEquals(message.includes("0.1 s"), true);
  await assertRejects(wait, DzError);
});

Deno.test("waitUntil hands on what its question throws", async () => {
  const wait = () => waitUntil("it works", () => Promise.reject(new TypeError("a defect")));
  await assertRejects(wait, TypeError, "a defect");
});
