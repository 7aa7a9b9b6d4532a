import { assert, assertEquals, assertGreater } from "@std/assert";
import * as driver from "mongodb";
import { DzError } from "../../lib/base/errors.ts";
import { isDriverError } from "../../lib/mongo/is_driver_error.ts";

Deno.test("isDriverError knows every error class of the driver", () => {
  const classes = Object.values(driver as Record<string, unknown>)
    .filter((it) => typeof it === "function" && it.prototype instanceof driver.MongoError)
    .map((it) => it as { readonly prototype: Error });
  assertGreater(classes.length, 20);
  for (const { prototype } of [driver.MongoError, ...classes]) {
    assert(isDriverError(Object.create(prototype)), prototype.name);
  }
});

Deno.test("isDriverError takes no other error for one of the driver", () => {
  const others = [new Error("Mongo"), new DzError("MongoDB failed"), "MongoError", undefined];
  assertEquals(others.map(isDriverError), others.map(() => false));
});
