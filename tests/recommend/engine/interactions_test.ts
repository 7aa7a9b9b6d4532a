import { assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import {
  binaryInteractions,
  interactionMatrix,
  itemsOf,
  transpose,
} from "../../../lib/recommend/engine/interactions.ts";

const matrix = binaryInteractions(
  [
    { user: 7, item: "b" },
    { user: 5, item: "a" },
    { user: 7, item: "c" },
    { user: 7, item: "b" },
  ],
  [5, 6],
  ["a", "b"],
);

Deno.test("binaryInteractions has a sorted row per user, known users and items first", () => {
  assertEquals(matrix.users, [5, 6, 7]);
  assertEquals(matrix.items, ["a", "b", "c"]);
  assertEquals(matrix.users.map((_, user) => [...itemsOf(matrix, user)]), [[0], [], [1, 2]]);
});

Deno.test("binaryInteractions counts a repeated observation once", () => {
  assertEquals([...matrix.values], [1, 1, 1]);
});

Deno.test("binaryInteractions of nothing is empty", () => {
  assertEquals([...binaryInteractions([]).indptr], [0]);
});

Deno.test("transpose swaps rows and columns", () => {
  const { indptr, indices, values } = transpose(matrix);
  assertEquals([...indptr], [0, 1, 2, 3]);
  assertEquals([...indices], [0, 2, 2]);
  assertEquals([...values], [1, 1, 1]);
});

Deno.test("interactionMatrix adds up the weights of a user and an item", () => {
  const { values, indices } = interactionMatrix(
    [
      { user: "u", item: "b", weight: 0.5 },
      { user: "u", item: "a" },
      { user: "u", item: "b", weight: 2 },
    ],
    [],
    ["a", "b"],
  );
  assertEquals([[...indices], [...values]], [[0, 1], [1, 2.5]]);
});

Deno.test("interactionMatrix refuses a weight that is negative or no number", () => {
  for (const weight of [-1, NaN, Infinity]) {
    const one = [{ user: "u", item: "x", weight }];
    assertThrows(() => interactionMatrix(one), RangeError, `${weight} of user u`);
  }
});

Deno.test("interactionMatrix is the sum of what was observed, pair by pair, to the bit", () => {
  const observation = fc.record({
    user: fc.nat(6),
    item: fc.nat(6).map(String),
    weight: fc.double({ min: 0, max: 1e6, noNaN: true }),
  });
  fc.assert(fc.property(fc.array(observation), (observed) => {
    const { users, items, indptr, indices, values } = interactionMatrix(observed);
    assertEquals(users, [...new Set(observed.map(({ user }) => user))]);
    assertEquals(items, [...new Set(observed.map(({ item }) => item))]);
    const sums = new Map<string, number>();
    for (const { user, item, weight } of observed) {
      const key = `${users.indexOf(user)} ${items.indexOf(item)}`;
      sums.set(key, (sums.get(key) ?? 0) + weight);
    }
    const found = users.flatMap((_, row) =>
      Array.from(indices.subarray(indptr[row], indptr[row + 1]), (column, offset) => {
        return [`${row} ${column}`, values[(indptr[row] ?? 0) + offset] ?? NaN] as [string, number];
      })
    );
    const expected = [...sums].map(([key, sum]): [string, number] => [key, Math.fround(sum)]);
    assertEquals(found, expected.sort(([a], [b]) => a < b ? -1 : 1));
  }));
});

Deno.test("interactionMatrix refuses weights whose sum is beyond single precision", () => {
  const one = { user: "u", item: "x", weight: 3e38 };
  assertEquals(interactionMatrix([one]).values.length, 1);
  assertThrows(() => interactionMatrix([one, one]), RangeError, "user u and item x: they add up");
});

Deno.test("one user may have very many rows, of one item and of many", () => {
  const rows = Array.from({ length: 300_000 }, (_, row) => ({ user: 1, item: `${row % 1000}` }));
  const { indices, values } = interactionMatrix(rows);
  assertEquals([indices.length, values.every((value) => value === 300)], [1000, true]);
});
