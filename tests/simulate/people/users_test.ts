import { assert, assertEquals } from "@std/assert";
import { type Category, type User, user as schema } from "../../../lib/documents.ts";
import { cities } from "../../../lib/simulate/people/algeria.ts";
import { profiles } from "../../../lib/simulate/people/profiles.ts";
import { random } from "../../../lib/base/random.ts";
import { simulate } from "../../../lib/simulate/simulate.ts";
import { tastes } from "../../../lib/simulate/people/tastes.ts";

const store = simulate({ users: 3_000, events: 30_000 });
const { users } = store;
const distinct = (key: (user: User) => unknown) => new Set(users.map(key)).size;
const inCity = (name: string) => users.filter(({ city }) => city === name).length;

Deno.test("users are valid documents, numbered from 101", () => {
  for (const [i, user] of users.entries()) {
    schema.parse(user);
    assertEquals([user._id, user.user_id], [`user_${101 + i}`, 101 + i]);
  }
});

Deno.test("users have unique phones and emails, on a domain that is reserved", () => {
  assertEquals(distinct(({ phone }) => phone), users.length);
  assertEquals(distinct(({ email }) => email), users.length);
  assertEquals(distinct(({ phone }) => phone.slice(0, 5)), 3, "three operators");
  for (const { email, user_id } of users) {
    const [local, domain] = email.split("@");
    assertEquals(domain, "courriel.example");
    assert(new RegExp(`^[a-z-]+\\.[a-z-]+\\.${user_id}$`).test(local ?? ""), email);
  }
});

Deno.test("users have emails that spell their names without accents", () => {
  for (const { name, email } of users) {
    const spelled = email.split(".").slice(0, 2).join(" ");
    assertEquals(
      name.localeCompare(spelled, "fr", { sensitivity: "base" }),
      0,
      `${name}: ${email}`,
    );
  }
});

Deno.test("users have many different names, in Latin letters", () => {
  assert(distinct(({ name }) => name) > 0.8 * users.length);
  for (const { name } of users) assert(/^[\p{Script=Latin}' -]+$/u.test(name), name);
});

Deno.test("users live in chief towns in proportion to the population", () => {
  const names = new Set(cities.map(({ name }) => name));
  assert(users.every(({ city }) => names.has(city)));
  const total = cities.reduce((sum, { population }) => sum + population, 0);
  for (const { name, population } of cities.slice(0, 3)) {
    const expected = users.length * population / total;
    assert(
      Math.abs(inCity(name) - expected) < 5 * Math.sqrt(expected),
      `${inCity(name)} in ${name}`,
    );
  }
  assert(inCity("Algiers") > inCity("Oran") && inCity("Oran") > inCity("Constantine"));
});

Deno.test("users registered within the two years before the end, and before their first visit", () => {
  const opens = new Date("2023-12-02T00:00:00Z");
  for (const { created_at } of users) {
    assert(created_at >= opens && created_at < store.window.start);
  }
});

Deno.test("users tick at most two interests, which betray their taste but not always", () => {
  const { taste } = profiles(users.length, random(store.seed, "profiles"));
  let sincere = 0;
  let ticked = 0;
  for (const [i, { interests }] of users.entries()) {
    assert(interests.length <= 2 && new Set(interests).size === interests.length);
    const own: readonly Category[] = tastes[taste[i] ?? 0]?.interests ?? [];
    sincere += interests.filter((interest) => own.includes(interest)).length;
    ticked += interests.length;
  }
  assert(sincere > 0.7 * ticked && sincere < 0.95 * ticked, `${sincere} of ${ticked}`);
  const silent = users.filter(({ interests }) => interests.length === 0).length;
  assert(silent > 0.2 * users.length && silent < 0.3 * users.length, `${silent} tick none`);
});
