import { assertEquals, assertThrows } from "@std/assert";
import { UsageError } from "../../lib/base/errors.ts";
import { readSettings } from "../../lib/base/settings.ts";

Deno.test("readSettings has a default for everything but the server", () => {
  const settings = readSettings({ HOME: "/home/amina" });
  assertEquals(settings.database, "dzstore_db");
  assertEquals(settings.mongodbUri, undefined);
});

Deno.test("readSettings refuses a connection string of another kind without showing it", () => {
  const error = assertThrows(
    () => readSettings({ MONGODB_URI: "postgres://u:secret@h" }),
    UsageError,
  );
  assertEquals(error.message.includes("secret"), false);
});

Deno.test("readSettings refuses what cannot name a database", () => {
  for (const name of ["a/b", "a b", "a$b", "a.b", "x".repeat(64)]) {
    assertThrows(() => readSettings({ DZ_DATABASE: name }), UsageError, "DZ_DATABASE");
  }
});
