import { assertEquals, assertThrows } from "@std/assert";
import { formOf } from "../../../lib/base/input/input_form.ts";

Deno.test("formOf refuses what other programs write and is not read here, with what to do", () => {
  const heads: Readonly<Record<string, string>> = {
    "UTF-16": "fffe750073006500",
    "written in UTF-16": "750073006500", // without a byte order mark
    "as UTF-8": "007500730065",
    "zstd -dk": "28b52ffd0458",
    "xz -dk": "fd377a585a00",
    "bunzip2": "425a68393141",
    "lz4 -dk": "04224d186440",
    "uncompress": "1f9d90757362",
    "7z x": "377abcaf271c",
    "a zip": "504b03041400",
    "or a spreadsheet": "504b05060000", // with nothing in it
    "a spreadsheet": "d0cf11e0a1b1",
    "Avro": "4f626a010416",
    "Arrow": "4152524f5731",
    "SQLite": "53514c697465",
    "encrypted": "50415245150e",
  };
  for (const [told, head] of Object.entries(heads)) {
    assertThrows(() => formOf(Uint8Array.fromHex(head).subarray(0, 6)), SyntaxError, told);
  }
});

Deno.test("formOf takes whatever may be text for CSV", () => {
  for (
    const text of ["", "u", "user,item", "Object,user,item", "\0", "\ufeffuser,item", "a\0\0b"]
  ) {
    assertEquals(formOf(new TextEncoder().encode(text).subarray(0, 6)), "csv", text);
  }
});
