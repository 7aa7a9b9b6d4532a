import { assertEquals, assertNotEquals } from "@std/assert";
import { ByteIds } from "../../../lib/base/text/byte_ids.ts";
import { isSlow } from "../../support/slow.ts";
import { encoded } from "../../../lib/base/text/encoded.ts";

const add = (ids: ByteIds, bytes: Uint8Array) => ids.add(bytes, 0, bytes.length);
const find = (ids: ByteIds, bytes: Uint8Array) => ids.find(bytes, 0, bytes.length);

Deno.test("ByteIds numbers ids in the order in which they first occur, however many", () => {
  const ids = new ByteIds();
  const texts = Array.from({ length: 100_000 }, (_, i) => `u${i * 7919 % 1_000_003}`);
  for (const [number, text] of texts.entries()) assertEquals(add(ids, encoded(text)), number);
  for (const [number, text] of texts.entries()) {
    assertEquals([add(ids, encoded(text)), ids.at(number)], [number, text]);
  }
  assertEquals(ids.length, texts.length);
  assertEquals([find(ids, encoded("u")), ids.at(texts.length)], [-1, undefined]);
});

Deno.test({
  name: "ByteIds goes on where a Map ends",
  ignore: !isSlow(),
  fn() {
    const ids = new ByteIds(), key = new Uint8Array(4), view = new DataView(key.buffer);
    const count = 2 ** 24 + 1000; // a Map has 2^24 keys at most
    for (let number = 0; number < count; number++) {
      view.setUint32(0, number);
      add(ids, key);
    }
    assertEquals(ids.length, count);
    for (const number of [0, 2 ** 24 - 1, 2 ** 24, count - 1]) {
      view.setUint32(0, number);
      assertEquals(find(ids, key), number);
    }
  },
});

Deno.test("ByteIds reads a part of the bytes, also none", () => {
  const ids = new ByteIds();
  const bytes = encoded("<ab>");
  assertEquals([ids.add(bytes, 1, 3), ids.add(bytes, 2, 2), ids.add(bytes, 1, 2)], [0, 1, 2]);
  assertEquals([0, 1, 2].map((number) => ids.at(number)), ["ab", "", "a"]);
});

Deno.test("ByteIds tells bytes apart, whatever text they would make", () => {
  const ids = new ByteIds();
  const latin = [[0x63, 0xe9], [0x63, 0xe8], [0x63], [0x63, 0xe9, 0]];
  const numbers = latin.map((bytes) => add(ids, Uint8Array.from(bytes)));
  assertEquals(numbers, [0, 1, 2, 3]);
  assertEquals([...ids.bytesOf(1)], [0x63, 0xe8]);
  assertNotEquals(add(ids, encoded("e\u0301")), add(ids, encoded("é"))); // nothing is normalised
});
