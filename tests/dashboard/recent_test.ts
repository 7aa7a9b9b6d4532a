import { assertEquals } from "@std/assert";
import { Recent } from "../../fresh-app/data/recent.ts";

Deno.test("Recent forgets what was set longest ago", () => {
  const recent = new Recent<string, number>(2);
  recent.set("a", 1);
  recent.set("b", 2);
  recent.set("a", 3);
  recent.set("c", 4);
  assertEquals(["a", "b", "c"].map((key) => recent.get(key)), [3, undefined, 4]);
});
