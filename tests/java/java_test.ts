import { assertEquals } from "@std/assert";
import { versionIn } from "../../lib/java/java.ts";

Deno.test("versionIn reads what Java prints of itself, old and new", () => {
  const printed = [
    ['openjdk version "17.0.15" 2025-04-15\nOpenJDK Runtime Environment', 17],
    ['java version "1.8.0_402"', 8],
    ['openjdk version "21" 2023-09-19', 21],
    ['openjdk version "17-ea" 2021-09-14', 17],
  ] as const;
  assertEquals(printed.map(([text]) => versionIn(text)?.major), printed.map(([, major]) => major));
  assertEquals(versionIn("no such file"), undefined);
});
