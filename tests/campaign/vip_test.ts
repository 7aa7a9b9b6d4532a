import { assertEquals } from "@std/assert";
import { isVip, ranked, vipFields, vipOf } from "../../lib/campaign/vip.ts";
import { someUser } from "./some_vips.ts";

const criteria = { city: "Oran", minSpend_dzd: 100_000 };

Deno.test("a VIP has spent more than the least, not as much", () => {
  const spent = [0, 99_999, 100_000, 100_001, 2e9];
  assertEquals(
    spent.map((total_spend) => isVip(someUser({ total_spend }), criteria)),
    [false, false, false, true, true],
  );
});

Deno.test("a VIP lives in the city, by its exact name", () => {
  const cities = ["Oran", "oran", "Oran ", "Algiers"];
  assertEquals(
    cities.map((city) => isVip(someUser({ city }), criteria)),
    [true, false, false, false],
  );
});

Deno.test("vipOf keeps what a campaign needs, in one order, and no more", () => {
  const user = someUser({ recommendation_source: "als" });
  const reversed = Object.fromEntries(Object.entries(user).reverse()) as typeof user;
  for (const one of [user, reversed]) assertEquals(Object.keys(vipOf(one)), [...vipFields]);
  assertEquals(vipOf(user).email, "amina.haddad.101@courriel.example");
});

Deno.test("ranked puts the best spenders first, then the lower user_id, and leaves its input alone", () => {
  const spent = [[101, 5], [102, 9], [104, 7], [103, 7]];
  const users = spent.map(([user_id = 0, total_spend = 0]) => someUser({ user_id, total_spend }));
  assertEquals(ranked(users).map(({ user_id }) => user_id), [102, 103, 104, 101]);
  assertEquals(users.map(({ user_id }) => user_id), [101, 102, 104, 103]);
});
