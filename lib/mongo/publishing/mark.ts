/** The mark by which a collection is known as one that the kit has published. */
import { isDeepStrictEqual } from "node:util";
import type { Document } from "mongodb";
import type { CollectionDefinition } from "../book.ts";
import type { FoundCollection } from "./collections_named.ts";
import { toMongoSchema } from "../json_schema.ts";

/** Stands in the validator, so that it goes wherever the collection goes, into a dump as well. */
const mark = "Published by DzStore";

/** The validator of a collection that is published. */
export function validatorOf({ schema }: Pick<CollectionDefinition, "schema">): Document {
  return { $jsonSchema: { description: mark, ...toMongoSchema(schema) } };
}

/**
 * Whether the kit has published a collection: its validator has the mark, or is one that the kit made
 * before there was a mark.
 */
export function isPublished(
  { kind, validator }: Pick<FoundCollection, "kind" | "validator">,
  { schema }: Pick<CollectionDefinition, "schema">,
): boolean {
  const { $jsonSchema: found, ...others } = validator;
  if (kind !== "collection" || !isObject(found)) return false;
  if (found["description"] === mark) return true;
  return Object.keys(others).length === 0 && isEarlier(found, toMongoSchema(schema));
}

type Json = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Whether a schema is the present one, but for fields that were added since. */
function isEarlier(found: unknown, now: unknown): boolean {
  if (Array.isArray(found) && Array.isArray(now)) {
    return found.length === now.length && found.every((part, at) => isEarlier(part, now[at]));
  }
  if (!isObject(found) || !isObject(now)) return isDeepStrictEqual(found, now);
  return [...new Set([...Object.keys(found), ...Object.keys(now)])].every((keyword) => {
    const old = found[keyword], present = now[keyword];
    if (keyword === "required" && Array.isArray(old) && Array.isArray(present)) {
      return old.every((field) => present.includes(field));
    }
    if (keyword !== "properties" || !isObject(old) || !isObject(present)) {
      return isEarlier(old, present);
    }
    return Object.keys(old).every((field) => isEarlier(old[field], present[field]));
  });
}
