import { assertEquals } from "@std/assert";
import fc from "fast-check";
import { cityOf, namesOf, numberedCities } from "../../../lib/trends/scan/user_cities.ts";

const city = fc.constantFrom("Oran", "Alger", "unknown");

Deno.test("numberedCities knows the city of each user, and of no other", () => {
  const users = fc.array(fc.tuple(fc.nat(70_000).map(String), city), { minLength: 1 });
  const asked = fc.oneof(fc.nat(80_000).map(String), fc.constantFrom("", "01", "1.0", " 1", "1e3"));
  fc.assert(fc.property(users, fc.array(asked), (users, asked) => {
    const map = new Map(users);
    const numbered = numberedCities(map);
    if (!numbered) return assertEquals(Math.max(...[...map.keys()].map(Number)) > 65_536, true);
    for (const key of [...map.keys(), ...asked]) {
      assertEquals(cityOf(numbered, key) ?? "unknown", map.get(key) ?? "unknown", key);
    }
    assertEquals(namesOf(numbered).toSorted(), namesOf(map).toSorted());
  }));
});

Deno.test("numberedCities does not depend on the order of the users", () => {
  const users = [["7", "Oran"], ["3", "Alger"], ["90", "unknown"]] as const;
  assertEquals(numberedCities(new Map(users)), numberedCities(new Map(users.toReversed())));
});

Deno.test("users whose keys are not numbers, or lie far apart, are known by their keys", () => {
  for (const key of ["user_7", "07", "-1", "1.5", "", "100000000", "99999999"]) {
    assertEquals(numberedCities(new Map([["1", "Oran"], [key, "Alger"]])), undefined, key);
  }
});
