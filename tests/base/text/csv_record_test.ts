import { assertEquals } from "@std/assert";
import { parse, stringify } from "@std/csv";
import fc from "fast-check";
import { CsvRecord } from "../../../lib/base/text/csv_record.ts";

/** Reads a text record by record. */
function read(text: string, whole = true) {
  const bytes = new TextEncoder().encode(text);
  const record = new CsvRecord();
  const found: { fields: string[]; lines: number }[] = [];
  for (let at = 0; at < bytes.length; at++) {
    at = record.read(bytes, at, bytes.length, whole);
    if (at < 0) break;
    found.push({ fields: record.texts(), lines: record.lines });
  }
  return found;
}

Deno.test("CsvRecord reads what a CSV library writes, as it reads it", () => {
  const field = fc.oneof(fc.string(), fc.constantFrom('"', ",", "\n", "\r\n", "é", ""));
  const rows = fc.integer({ min: 2, max: 60 }).chain((width) =>
    fc.array(fc.array(field, { minLength: width, maxLength: width }), { minLength: 1 })
  );
  fc.assert(fc.property(rows, (rows) => {
    const text = stringify(rows, {
      headers: false,
      columns: rows[0]?.map((_, n) => String(n)) ?? [],
    });
    assertEquals(read(text).map(({ fields }) => fields), parse(text));
  }));
});

Deno.test("CsvRecord counts the lines that a record takes up", () => {
  assertEquals(read('a,"b\nc\n",d\n1,2,3\n'), [
    { fields: ["a", "b\nc\n", "d"], lines: 3 },
    { fields: ["1", "2", "3"], lines: 1 },
  ]);
});

Deno.test("CsvRecord takes a line whose quotes are not right for a record of its own", () => {
  for (const line of ['a"b,c', '"a"b,c', 'a,"b']) {
    assertEquals(read(`${line}\n1,2`), [{ fields: [], lines: 1 }, {
      fields: ["1", "2"],
      lines: 1,
    }]);
  }
});

Deno.test("CsvRecord asks for more as long as the end of a record is not there", () => {
  for (const text of ["a,b", 'a,"b', 'a,"b"', 'a,"b""', 'a,"b\nc', 'a,"b"\r']) {
    assertEquals(read(text, false), [], text);
  }
});
