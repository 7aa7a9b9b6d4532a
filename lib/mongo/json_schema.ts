/** The validator of a collection, made from its schema. */
import { z } from "zod";

type Json = { [key: string]: unknown };

/**
 * The MongoDB `$jsonSchema` validator of a zod schema: draft 4 with BSON types.
 *
 * Whole numbers become `bsonType: "number"` with `multipleOf: 1`, because drivers store them as
 * int, long or double as they see fit. An object schema without `_id` accepts any `_id`.
 *
 * @see https://www.mongodb.com/docs/manual/reference/operator/query/jsonSchema/
 * @throws {TypeError} if the schema uses something that MongoDB cannot check
 */
export function toMongoSchema(schema: z.ZodType): Json {
  const json = z.toJSONSchema(schema, {
    unrepresentable: "any",
    reused: "inline",
    override: ({ zodSchema, jsonSchema }) => {
      if (zodSchema._zod.def.type === "date") Object.assign(jsonSchema, { bsonType: "date" });
    },
  }) as Json;
  return withId(convert(json));
}

/** Keywords that carry over unchanged. */
const kept = new Set([
  "bsonType",
  "enum",
  "required",
  "additionalProperties",
  "minimum",
  "maximum",
  "multipleOf",
  "minLength",
  "maxLength",
  "pattern",
  "minItems",
  "maxItems",
]);

function convert(json: Json): Json {
  const out: Json = {};
  for (const [keyword, value] of Object.entries(json)) {
    if (keyword === "$schema") continue;
    else if (keyword === "type") Object.assign(out, bsonType(value));
    else if (keyword === "const") out.enum = [value];
    else if (keyword === "anyOf" || keyword === "oneOf") out.anyOf = (value as Json[]).map(convert);
    else if (keyword === "items") out.items = convert(value as Json);
    else if (keyword === "properties") {
      out.properties = Object.fromEntries(
        Object.entries(value as Json).map(([name, child]) => [name, convert(child as Json)]),
      );
    } else if (kept.has(keyword)) out[keyword] = value;
    else throw new TypeError(`Cannot express "${keyword}" in a MongoDB validator`);
  }
  return out;
}

function bsonType(type: unknown): Json {
  if (type === "integer") return { bsonType: "number", multipleOf: 1 };
  if (type === "boolean") return { bsonType: "bool" };
  return { bsonType: type };
}

/** Lets a closed object schema without `_id` have one, since every stored document does. */
function withId(schema: Json): Json {
  if (schema.anyOf) return { ...schema, anyOf: (schema.anyOf as Json[]).map(withId) };
  const properties = schema.properties as Json | undefined;
  if (!properties || "_id" in properties) return schema;
  return { ...schema, properties: { _id: {}, ...properties } };
}
