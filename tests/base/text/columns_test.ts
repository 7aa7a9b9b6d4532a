import { assertEquals } from "@std/assert";
import { columns, wrapped } from "../../../lib/base/text/columns.ts";

Deno.test("columns are as wide as their widest text, without spaces at the end of a line", () => {
  assertEquals(columns([["a", "1", "x"], ["bcd", "100", ""]], "lrl"), ["a      1  x", "bcd  100"]);
  assertEquals(columns([], "l"), []);
});

Deno.test("wrapped breaks at spaces, lets a long word stand out, and keeps w: 1 whole", () => {
  assertEquals(wrapped("one two three", 8, " "), [" one two", " three"]);
  assertEquals(wrapped("a incomprehensibilities b", 5), ["a", "incomprehensibilities", "b"]);
  assertEquals(wrapped("at w: 1", 5), ["at", "w: 1"]);
});
