import { assertEquals, assertThrows } from "@std/assert";
import { parse, stringify } from "@std/csv";

Deno.test("parse gives arrays, or objects by the first row or by given columns", () => {
  const text = "a,b\n1,2\n";
  assertEquals(parse(text), [["a", "b"], ["1", "2"]]);
  assertEquals(parse(text, { skipFirstRow: true }), [{ a: "1", b: "2" }]);
  assertEquals(parse(text, { skipFirstRow: true, columns: ["x", "y"] }), [{ x: "1", y: "2" }]);
});

Deno.test("parse reads quoted commas, quotes, line ends and CRLF", () => {
  assertEquals(parse('"a,b","say ""hi"""\r\n"two\nlines",x\r\n'), [
    ["a,b", 'say "hi"'],
    ["two\nlines", "x"],
  ]);
});

Deno.test("parse refuses quotes that do not pair", () => {
  assertThrows(() => parse('a,"b\n'), SyntaxError);
});

Deno.test("stringify writes a header from the columns, CRLF, true, and quotes what needs it", () => {
  const rows = [{ name: "a,b", ok: true }, { name: "two\nlines", ok: false }];
  assertEquals(
    stringify(rows, { columns: ["name", "ok"] }),
    'name,ok\r\n"a,b",true\r\n"two\nlines",false\r\n',
  );
  assertEquals(stringify([["x", 1]], { headers: false }), "x,1\r\n");
});
