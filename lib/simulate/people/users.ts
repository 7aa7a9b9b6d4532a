/** The users of a simulated store, as documents. */
import { day_ms } from "../../base/durations.ts";
import { categories, type Category, type User, user as schema } from "../../documents.ts";
import { AliasTable } from "../alias_table.ts";
import { algerianFaker, cities } from "./algeria.ts";
import type { Profiles } from "./profiles.ts";
import { type Random, random } from "../../base/random.ts";
import type { Window } from "../seasonality.ts";
import { type Taste, tastes } from "./tastes.ts";
import { idOfUser } from "./user_id.ts";

/** A domain that RFC 2606 reserves: no mail to it can reach anyone. */
const emailDomain = "courriel.example";

/** Registrations go back this long before the window's end. */
const registrationDays = 730;

/** How many interests users tick: none, one or two. */
const interestCounts = new AliasTable([0.25, 0.4, 0.35]);

/** The chance that a ticked interest comes from the user's taste, not from curiosity. */
const sincerity = 0.8;

/**
 * Yields the documents of all users, `user_101` first; all registered before the window begins.
 *
 * @param spend what each user spent in completed orders, in DZD
 */
export function* simulateUsers(
  { profiles, spend, window, seed }: {
    profiles: Profiles;
    spend: Float64Array;
    window: Window;
    seed: number;
  },
): Generator<User> {
  const people = algerianFaker(random(seed, "people"));
  const draws = random(seed, "users");
  const byPopulation = new AliasTable(cities.map(({ population }) => population));
  const phones = new Set<number>(); // a million numbers take half of the room of a million texts
  const registrationOpens = window.end.getTime() - registrationDays * day_ms;
  const registrationSeconds = (window.start.getTime() - registrationOpens) / 1000;

  for (const [index, taste] of profiles.taste.entries()) {
    const user_id = idOfUser(index);
    const firstName = people.person.firstName(draws.chance(0.5) ? "female" : "male");
    const lastName = people.person.lastName();
    let phone: string;
    do phone = people.phone.number({ style: "international" }); while (phones.has(Number(phone)));
    phones.add(Number(phone));
    yield schema.parse({
      _id: `user_${user_id}`,
      user_id,
      name: `${firstName} ${lastName}`,
      email: `${toAscii(firstName)}.${toAscii(lastName)}.${user_id}@${emailDomain}`,
      phone,
      city: cities[byPopulation.draw(draws.next())]?.name,
      interests: drawInterests(tastes[taste], draws),
      created_at: new Date(registrationOpens + draws.int(registrationSeconds) * 1000),
      total_spend: spend[index],
    });
  }
}

function drawInterests(taste: Taste | undefined, random: Random): Category[] {
  const count = interestCounts.draw(random.next());
  const drawn = Array.from(
    { length: count },
    () => random.pick(taste && random.chance(sincerity) ? taste.interests : categories),
  );
  return [...new Set(drawn)];
}

/** `Aït-Ahmed` as it may stand in an address: `ait-ahmed`. */
function toAscii(name: string): string {
  return name.normalize("NFD").replace(/[^a-z-]/gi, "").toLowerCase();
}
