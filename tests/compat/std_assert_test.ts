import {
  assertAlmostEquals,
  assertEquals,
  AssertionError,
  assertObjectMatch,
  assertRejects,
  assertThrows,
} from "@std/assert";

Deno.test("assertEquals holds for 0 and -0, at any depth, and for NaN", () => {
  assertEquals(0, -0);
  assertEquals({ a: [0, { b: -0 }] }, { a: [-0, { b: 0 }] });
  assertEquals(NaN, NaN);
});

Deno.test("assertEquals tells values, types, keys and classes apart", () => {
  assertThrows(() => assertEquals<unknown>(1, "1"), AssertionError);
  assertThrows(() => assertEquals<unknown>({ a: 1 }, { a: 1, b: undefined }), AssertionError);
  assertThrows(() => assertEquals<unknown>([1, 2], [2, 1]), AssertionError);
  assertThrows(() => assertEquals<unknown>(new Date(0), new Date(1)), AssertionError);
  assertThrows(() => assertEquals<unknown>(new Map([[1, 2]]), new Map([[1, 3]])), AssertionError);
});

Deno.test("assertThrows fails when nothing is thrown, or another class, or another message", () => {
  const boom = () => {
    throw new RangeError("boom");
  };
  assertEquals(assertThrows(boom, RangeError, "oo").message, "boom");
  assertThrows(() => assertThrows(() => {}), AssertionError);
  assertThrows(() => assertThrows(boom, TypeError), AssertionError);
  assertThrows(() => assertThrows(boom, RangeError, "bang"), AssertionError);
});

Deno.test("assertRejects fails when the promise resolves", async () => {
  await assertRejects(() => Promise.reject(new Error("no")), Error, "no");
  await assertRejects(() => assertRejects(() => Promise.resolve(1)), AssertionError);
});

Deno.test("assertAlmostEquals keeps to its tolerance", () => {
  assertAlmostEquals(1, 1.05, 0.1);
  assertThrows(() => assertAlmostEquals(1, 1.2, 0.1), AssertionError);
});

Deno.test("assertObjectMatch looks at the expected keys only", () => {
  assertObjectMatch({ a: 1, b: { c: 2, d: 3 } }, { b: { c: 2 } });
  assertThrows(() => assertObjectMatch({ a: 1 }, { a: 2 }), AssertionError);
});
