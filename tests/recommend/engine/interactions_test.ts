import { assertEquals, assertThrows } from "@std/assert";
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
