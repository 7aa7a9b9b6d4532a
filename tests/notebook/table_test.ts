import { assert, assertEquals } from "@std/assert";
import { table } from "../../lib/notebook/mod.ts";
import { contentsOf } from "./contents_of.ts";

Deno.test("table() has a column for each field of the first row, numbers at the right", () => {
  const shown = contentsOf(table([
    { city: "Oran", user_id: 12345, spent: 1234567.8912 },
    { city: "Alger", user_id: 7, spent: 5 },
  ]));
  assertEquals(
    shown["text/plain"],
    [
      "city   user_id          spent",
      "Oran     12345  1,234,567.891",
      "Alger        7              5",
    ].join("\n"),
  );
  assertEquals(shown["text/html"]?.match(/<t[hd][ >]/g)?.length, 9);
});

Deno.test("table() says how many rows it leaves out", () => {
  const shown = contentsOf(table([{ n: 1 }, { n: 2 }, { n: 3 }], { first: 1 }));
  assertEquals(shown["text/plain"], "n\n1\n… 2 more");
  assert(shown["text/html"]?.includes("… 2 more"));
});

Deno.test("table() takes texts for texts, not for markup", () => {
  const shown = contentsOf(
    table([{ name: "<b>&", when: new Date("2025-11-28T20:03:22Z"), no: null }]),
  );
  assert(shown["text/html"]?.includes("&lt;b>&amp;"), shown["text/html"]);
  assertEquals(shown["text/plain"]?.split("\n")[1], "<b>&  2025-11-28 20:03");
});

Deno.test("table() of no rows is empty", () => {
  assertEquals(contentsOf(table([]))["text/plain"], "");
});
