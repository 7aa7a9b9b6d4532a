import { assert, assertEquals, assertStringIncludes } from "@std/assert";
import { MongoNetworkError, MongoServerError } from "mongodb";
import { notPrimary, shuttingDown } from "../../lib/mongo/error_codes.ts";
import {
  type DatabaseError,
  NoDiskSpaceError,
  NotPermittedError,
  ServerUnreachableError,
  translate,
  WrongCredentialsError,
} from "../../lib/mongo/errors.ts";

const uri = "mongodb://amina:s3cret@db.example/shop";

Deno.test("translate names the cause, in one line, without the password", () => {
  type Case = [Error, new (...args: never[]) => DatabaseError];
  const cases: Case[] = [
    [new MongoServerError({ message: "Authentication failed.", code: 18 }), WrongCredentialsError],
    [new MongoServerError({ message: "bad auth", code: 8000 }), WrongCredentialsError],
    [new MongoServerError({ message: "not authorized on shop", code: 13 }), NotPermittedError],
    [new MongoServerError({ message: "disk full", code: 14031 }), NoDiskSpaceError],
    [new MongoNetworkError("connection 1 closed"), ServerUnreachableError],
    ...[...notPrimary, ...shuttingDown].map((code): Case => [
      new MongoServerError({ message: "no primary", code }),
      ServerUnreachableError,
    ]),
  ];
  for (const [error, expected] of cases) {
    const translated = translate(error, uri) as DatabaseError;
    assert(translated instanceof expected, `${error.message} became ${translated.name}`);
    assertEquals(translated.message.includes("\n"), false);
    assertEquals(translated.message.includes("s3cret"), false);
  }
});

Deno.test("translate says what was refused, and where, without the command itself", () => {
  const command = `{ listCollections: 1, filter: {}, lsid: { id: UUID("${"0".repeat(600)}") } }`;
  const message = `not authorized on dzstore_db to execute command ${command}`;
  const refused = translate(new MongoServerError({ message, code: 13 }), uri) as DatabaseError;
  assertEquals(
    refused.message,
    "MongoDB refused: its user may not do listCollections in the database dzstore_db. " +
      "Use a database user with readWrite and dbAdmin on the database",
  );
});

Deno.test("translate hands back what is not about the server's state", () => {
  const error = new TypeError("a defect");
  assertEquals(translate(error, uri), error);
});

Deno.test("translate keeps the host in the message, so that the user sees which server it was", () => {
  const { message } = translate(new MongoNetworkError("closed"), uri) as Error;
  assertStringIncludes(message, "mongodb://amina:***@db.example/shop");
});
