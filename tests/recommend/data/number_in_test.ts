import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { encoded } from "../../../lib/base/text/encoded.ts";
import { numberIn } from "../../../lib/recommend/data/number_in.ts";

const read = (text: string) => {
  const bytes = encoded(`<${text}>`);
  return numberIn(bytes, 1, bytes.length - 1);
};

Deno.test("numberIn reads decimals as Number does, to the bit, and nothing else", () => {
  fc.assert(
    fc.property(
      fc.double({ noDefaultInfinity: true }),
      (value) => assertEquals(read(String(value)), value),
    ),
  );
  fc.assert(fc.property(fc.nat(), fc.nat(999_999), (whole, decimals) => {
    assertEquals(read(`${whole}.${decimals}`), Number(`${whole}.${decimals}`));
  }));
  for (
    const text of ["007", "5.", ".5", "1.", " 5 ", "1e3", "+3", "-0", "123456789012345678"]
  ) {
    assertEquals(read(text), Number(text), text);
  }
  for (const text of [".", "", " ", "1.2.3", "five", "1,5", "0x10", "Infinity", "١"]) {
    assertEquals(read(text), NaN, text);
  }
});
