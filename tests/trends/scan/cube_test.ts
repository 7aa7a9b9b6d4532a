import { assertEquals, assertThrows } from "@std/assert";
import fc from "fast-check";
import { addCubes, CubeBuilder, type CubeShape } from "../../../lib/trends/scan/cube.ts";
import { unknownCity } from "../../../lib/trends/scan/log_counts.ts";

const shape: CubeShape = {
  products: ["a", "b"],
  byHour: true,
  cities: new Map([["1", "Oran"], ["2", unknownCity]]),
};

function cube(events: readonly (readonly [number, number, number, string])[], of = shape) {
  const builder = new CubeBuilder(of);
  for (const [product, event, hour, user] of events) builder.add(product, event, hour, () => user);
  return builder.cube();
}

Deno.test("CubeBuilder counts by product and event, by hour in the order of time, and by city", () => {
  const { total, byHour, byCity } = cube([[0, 0, 9, "1"], [0, 0, 7, "9"], [1, 2, 9, "1"]]);
  assertEquals([...total], [2, 0, 0, 0, 0, 1]);
  assertEquals(byHour, {
    hours: Int32Array.of(7, 9),
    ends: Uint32Array.of(1, 3),
    cells: Uint32Array.of(0, 0, 5),
    counts: Float64Array.of(1, 1, 1),
  });
  assertEquals(byCity, {
    cities: ["Oran", unknownCity],
    cells: Float64Array.of(1, 0, 1, 1, 0, 0),
  });
});

Deno.test("addCubes gives the cube of all events together", () => {
  const first = [[0, 0, 9, "1"], [1, 1, 3, "2"]] as const, second = [[0, 0, 9, "1"]] as const;
  const third = [[1, 2, 5, "7"]] as const;
  assertEquals(
    addCubes([cube(first), cube(second), cube(third)]),
    cube([...first, ...second, ...third]),
  );
  assertEquals(addCubes([cube(first), cube([])]), cube(first));
});

Deno.test("addCubes refuses cubes that do not go together", () => {
  assertThrows(() => addCubes([]), RangeError, "none");
  assertThrows(
    () => addCubes([cube([]), cube([], { ...shape, products: ["a", "c"] })]),
    RangeError,
    "different",
  );
});

Deno.test("addCubes gives the cube of all events, however they are dealt out", () => {
  const event = fc.tuple(fc.nat(1), fc.nat(2), fc.nat(4), fc.constantFrom("1", "2", "3"));
  const dealt = fc.array(fc.array(event, { maxLength: 20 }), { minLength: 1, maxLength: 5 });
  fc.assert(fc.property(dealt, (parts) => {
    assertEquals(addCubes(parts.map((events) => cube(events))), cube(parts.flat()));
  }));
});
