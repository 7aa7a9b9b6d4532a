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

Deno.test("readSettings takes the database of DZ_DATABASE, else of the connection string's path", () => {
  const cases = [
    ["mongodb://db.example/shop_db", "shop_db"],
    ["mongodb://amina:s3cret@a.example:27017,b.example/shop_db?replicaSet=rs0", "shop_db"],
    ["mongodb+srv://amina:p%40ss@cluster0.example.net/caf%C3%A9?retryWrites=true", "café"],
    ["mongodb://amina:s3c/r@t@db.example/shop_db", "shop_db"],
    ["mongodb://db.example", "dzstore_db"],
    ["mongodb://db.example/", "dzstore_db"],
    ["mongodb://db.example/?replicaSet=rs0", "dzstore_db"],
    ["mongodb://amina:s3cret@db.example/admin", "dzstore_db"], // where the user is known
    ["mongodb://%2Ftmp%2Fmongodb-27017.sock/shop_db", "shop_db"],
  ];
  for (const [MONGODB_URI = "", expected] of cases) {
    assertEquals(readSettings({ MONGODB_URI }).database, expected, MONGODB_URI);
    assertEquals(readSettings({ MONGODB_URI, DZ_DATABASE: "other" }).database, "other");
  }
  const error = assertThrows(
    () => readSettings({ MONGODB_URI: "mongodb://u:s/ec ret" }),
    UsageError,
  );
  assertEquals(error.message.includes("ret"), false, error.message);
});
