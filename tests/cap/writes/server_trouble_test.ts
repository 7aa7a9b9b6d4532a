import { assertEquals } from "@std/assert";
import { MongoNetworkError, MongoServerError } from "mongodb";
import { outcomeOf } from "../../../lib/cap/writes/ledger.ts";
import { isServerTrouble } from "../../../lib/cap/writes/server_trouble.ts";

Deno.test("members that die and step down are trouble, and so is a socket's own error", () => {
  const broken = Object.assign(new Error("This socket has been ended"), { code: "EPIPE" });
  const troubles = [
    broken,
    new MongoNetworkError("gone"),
    new MongoServerError({ message: "not the primary", code: 10107 }),
  ];
  for (const error of troubles) assertEquals(isServerTrouble(error), true, error.message);
  assertEquals(outcomeOf(broken, false), "unknown");
});

Deno.test("defects and what waiting does not cure are not, and end a writer", () => {
  const full = new MongoServerError({ message: "no space left", code: 14031 });
  for (const error of [new TypeError("a defect"), full, "text"]) {
    assertEquals(isServerTrouble(error), false);
    let thrown: unknown;
    try {
      outcomeOf(error, false);
    } catch (caught) {
      thrown = caught;
    }
    assertEquals(thrown, error);
  }
});
