import { assert, assertEquals } from "@std/assert";
import { unknownCity } from "../../lib/campaign/unknown_city.ts";

const cities = ["Algiers", "Oran", "Constantine", "Annaba", "Blida", "Batna", "Djelfa"];

Deno.test("unknownCity names the cities that may have been meant", () => {
  assertEquals(
    unknownCity("Orann", cities).message,
    'Cannot find VIPs in "Orann": no user lives there. Did you mean Oran?',
  );
  const [, advice] = unknownCity("Batnx", ["Oran", "Batni", "Batna"]).message.split(". ");
  assertEquals(advice, "Did you mean Batni or Batna?");
});

Deno.test("unknownCity names the largest cities if none is close", () => {
  assertEquals(
    unknownCity("Paris", cities).message,
    'Cannot find VIPs in "Paris": no user lives there. ' +
      "There are Algiers, Oran, Constantine, Annaba, Blida and 2 more",
  );
  assert(unknownCity("Paris", ["Oran"]).message.endsWith("There are Oran"));
});

Deno.test("unknownCity is one short line, whatever the name", () => {
  for (const name of ["a\nb", "x".repeat(100_000), '"; db.users.drop()', "\x1b[31mred"]) {
    const { message } = unknownCity(name, cities);
    assert(!/\p{Cc}/u.test(message), message);
    assert(message.length < 250, message);
  }
});
