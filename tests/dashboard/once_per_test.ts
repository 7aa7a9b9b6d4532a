import { assertEquals } from "@std/assert";
import { oncePer } from "../../fresh-app/once_per.ts";

Deno.test("oncePer makes something of each object once, even if it is nothing", () => {
  let made = 0;
  const make = oncePer((_: object) => void made++);
  const a = {}, b = {};
  for (const key of [a, b, a, b]) make(key);
  assertEquals(made, 2);
});
