import { assertEquals, assertThrows } from "@std/assert";
import { ByteTable } from "../../../lib/trends/scan/byte_table.ts";

const find = (table: ByteTable, text: string) => {
  const bytes = new TextEncoder().encode(`<${text}>`);
  return table.find(bytes, 1, bytes.length - 1);
};

Deno.test("ByteTable finds every key and nothing else", () => {
  const keys = Array.from({ length: 5000 }, (_, i) => `prod_${i}`);
  const table = new ByteTable(keys);
  for (const [index, key] of keys.entries()) assertEquals(find(table, key), index);
  for (const other of ["", "prod_", "prod_5000", "prod_1 ", "Prod_1"]) {
    assertEquals(find(table, other), -1);
  }
});

Deno.test("ByteTable compares bytes, so that accents count", () => {
  const table = new ByteTable(["Géant TV", "Geant TV"]);
  assertEquals(find(table, "Géant TV"), 0);
  assertEquals(find(table, "Geant TV"), 1);
});

Deno.test("ByteTable without keys finds nothing", () => {
  assertEquals(find(new ByteTable([]), "x"), -1);
});

Deno.test("ByteTable refuses the same key twice", () => {
  assertThrows(() => new ByteTable(["a", "a"]), RangeError, '"a"');
});
