import { assertEquals, assertThrows } from "@std/assert";
import { z } from "zod";
import { toMongoSchema } from "../../lib/mongo/json_schema.ts";

Deno.test("toMongoSchema speaks BSON types and draft 4", () => {
  const schema = z.strictObject({
    _id: z.string(),
    kind: z.literal("a"),
    at: z.date(),
    on: z.boolean(),
    n: z.number().min(0).max(1),
    list: z.array(z.string()).optional(),
  });
  assertEquals<unknown>(toMongoSchema(schema), {
    bsonType: "object",
    additionalProperties: false,
    required: ["_id", "kind", "at", "on", "n"],
    properties: {
      _id: { bsonType: "string" },
      kind: { bsonType: "string", enum: ["a"] },
      at: { bsonType: "date" },
      on: { bsonType: "bool" },
      n: { bsonType: "number", minimum: 0, maximum: 1 },
      list: { bsonType: "array", items: { bsonType: "string" } },
    },
  });
});

Deno.test("toMongoSchema lets a closed document without _id have any _id", () => {
  const { properties } = toMongoSchema(z.strictObject({ rank: z.int() }));
  assertEquals((properties as Record<string, unknown>)._id, {});
});

Deno.test("toMongoSchema refuses what MongoDB cannot check", () => {
  assertThrows(() => toMongoSchema(z.record(z.string(), z.int())), TypeError, "propertyNames");
});
