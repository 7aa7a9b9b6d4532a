import { assertEquals, assertNotEquals, assertThrows } from "@std/assert";
import { defaults, type Options, simulate, streamUsers } from "../../lib/simulate/simulate.ts";

Deno.test("simulate() makes the store of the assignment by default", () => {
  const store = simulate();
  assertEquals(store.users.length, 1_000);
  assertEquals(store.products.length, 64);
  assertEquals(store.orders().toArray().length, 2_000);
  assertEquals(store.eventCount, 20_000);
  assertEquals(store.window.end, defaults.end);
});

Deno.test("simulate() gives the same documents for the same seed, others for another", () => {
  const documents = (seed: number) => {
    const { users, products, orders } = simulate({ seed });
    return { users, products, orders: [...orders()] };
  };
  const first = documents(7);
  assertEquals(documents(7), first);
  assertNotEquals(documents(8).users, first.users);
  assertNotEquals(documents(8).orders, first.orders);
});

Deno.test("simulate() keeps its users when there are more events", () => {
  assertEquals(simulate({ events: 30_000 }).users, simulate().users);
});

Deno.test("simulate() works at the smallest sizes", () => {
  const smallest: Partial<Options> = { users: 1, products: 50, orders: 0, events: 0, days: 1 };
  const store = simulate(smallest);
  assertEquals([...store.orders()], []);
  assertEquals(store.users.map(({ total_spend }) => total_spend), [0]);
  assertEquals(store.events().reduce((sum, { length }) => sum + length, 0), 0);
});

Deno.test("simulate() names the option that is out of range", () => {
  const cases: [Partial<Options>, string][] = [
    [{ users: 0 }, "Cannot simulate 0 users"],
    [{ users: 1.5 }, "Cannot simulate 1.5 users"],
    [{ orders: -1 }, "Cannot simulate -1 orders"],
    [{ rising: -1 }, "Cannot simulate -1 rising products"],
    [{ rising: 6 }, "Cannot simulate 6 rising products: it must be a whole number, 0 to 5"],
    [{ rising: 1.5 }, "Cannot simulate 1.5 rising products"],
    [{ products: 49 }, "Cannot list 49 products"],
    [{ days: 0 }, "Cannot simulate 0 days"],
    [{ seed: -1 }, "Cannot use -1 as a seed"],
    [{ events: 100 }, "Cannot simulate 100 events"],
  ];
  for (const [options, message] of cases) {
    assertThrows(() => simulate(options), RangeError, message);
  }
});

Deno.test("streamUsers() yields the users of simulate(), one by one", () => {
  const options = { users: 300, orders: 700, events: 7000, seed: 5 };
  const users = streamUsers(options);
  assertEquals(users.next().value, simulate(options).users[0]);
  assertEquals([...users], simulate(options).users.slice(1));
  assertThrows(() => streamUsers({ users: 0 }), RangeError, "Cannot simulate 0 users");
});
