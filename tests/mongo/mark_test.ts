import { assertEquals } from "@std/assert";
import type { Document } from "mongodb";
import { z } from "zod";
import { laboratoryBook } from "../../lib/cap/laboratory_book.ts";
import { storeBook } from "../../lib/documents.ts";
import { toMongoSchema } from "../../lib/mongo/json_schema.ts";
import { isPublished, validatorOf } from "../../lib/mongo/publishing/mark.ts";

const { users, products } = storeBook;
const isOurs = (validator: Document, definition = users, kind = "collection" as const) =>
  isPublished({ kind, validator }, definition);

Deno.test("what is published is known as such, also when its schema has changed since", () => {
  for (const definition of [...Object.values(storeBook), ...Object.values(laboratoryBook)]) {
    assertEquals(
      isPublished({ kind: "collection", validator: validatorOf(definition) }, definition),
      true,
    );
  }
  const later = { schema: z.strictObject({ another: z.string() }) };
  assertEquals(isPublished({ kind: "collection", validator: validatorOf(users) }, later), true);
});

Deno.test("a validator that an earlier version of the kit made counts as ours", () => {
  const now = toMongoSchema(users.schema) as { properties: Document; required: string[] };
  assertEquals(isOurs({ $jsonSchema: now }), true);
  const { recommendation_reasons: _, ...fewer } = now.properties;
  assertEquals(isOurs({ $jsonSchema: { ...now, properties: fewer } }), true);
  const stored = { $jsonSchema: toMongoSchema(products.schema) };
  assertEquals(isPublished({ kind: "collection", validator: stored }, products), true);
});

Deno.test("a name, a validator of one's own and a view are not the kit's", () => {
  const now = toMongoSchema(users.schema) as { properties: Document };
  for (
    const validator of [
      {},
      { email: { $type: "string" } },
      { $jsonSchema: { bsonType: "object", required: ["email"] } },
      { $jsonSchema: { ...now, properties: { ...now.properties, nickname: {} } } },
      { $jsonSchema: now, email: { $type: "string" } },
      { $jsonSchema: { ...now, additionalProperties: true } },
      { $jsonSchema: { description: "Users of my shop" } },
    ]
  ) assertEquals(isOurs(validator), false, JSON.stringify(validator).slice(0, 80));
  assertEquals(isPublished({ kind: "view", validator: validatorOf(users) }, users), false);
  assertEquals(isPublished({ kind: "timeseries", validator: {} }, users), false);
});
