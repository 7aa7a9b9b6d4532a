import { assert, assertEquals, assertGreater } from "@std/assert";
import { coldStart } from "../../../lib/recommend/models/cold_start.ts";
import { binaryInteractions, topK } from "../../../lib/recommend/engine/mod.ts";

// 40 gamers and 40 students in each of two cities; students of Oran like the tablet, others the laptop.
const cities = ["Oran", "Algiers"];
const users = Array.from({ length: 160 }, (_, index) => ({
  user_id: index,
  city: cities[index % 2] ?? "",
  interests: index < 80 ? ["console"] : ["laptop"],
}));
const interactions = binaryInteractions(
  users.map(({ user_id: user, city, interests }) => ({
    user,
    item: interests[0] === "console" ? "PlayStation 5" : city === "Oran" ? "Tablet" : "Laptop",
  })),
  users.map(({ user_id }) => user_id),
);
const newcomer = coldStart(interactions, users);
const best = (city: string, interests: string[]) =>
  interactions.items[topK(newcomer({ city, interests }), 1)[0]?.item ?? -1];

Deno.test("coldStart goes by interests and city", () => {
  assertEquals(best("Oran", ["laptop"]), "Tablet");
  assertEquals(best("Algiers", ["laptop"]), "Laptop");
  assertEquals(best("Oran", ["console"]), "PlayStation 5");
});

Deno.test("coldStart falls back on all buyers where the city or the interest is unknown", () => {
  assertEquals(best("Tamanrasset", ["tv"]), "PlayStation 5");
  assertEquals(best("Tamanrasset", []), "PlayStation 5");
});

Deno.test("coldStart gives probabilities, never certainty from a handful of buyers", () => {
  const few = coldStart(binaryInteractions([{ user: 0, item: "a" }], [0]), users.slice(0, 1));
  for (const value of few({ city: "Oran", interests: [] })) assert(value > 0 && value < 0.5);
  for (const value of newcomer({ city: "Oran", interests: ["laptop"] })) {
    assert(value >= 0 && value <= 1);
  }
});

Deno.test("coldStart is surer of what more of the like bought", () => {
  const [playStation = 0, tablet = 0] = newcomer({ city: "Oran", interests: ["console"] });
  assertGreater(playStation, tablet);
});
