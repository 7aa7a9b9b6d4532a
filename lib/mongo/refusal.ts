/**
 * What MongoDB's validator says of a document that it refuses, in words: which fields are wrong, and
 * why.
 */

import type { MongoServerError } from "mongodb";
import { quoted } from "./quoted.ts";

/** A field of a document that is not as its collection's validator wants it. */
export interface Refusal {
  /** Its path, such as `items[0].specs.ram_gb`; empty: the document itself. */
  readonly field: string;
  /** Such as `is -1, and must be at least 0`. */
  readonly why: string;
}

/** A refusal, with what told the shape of a document: the one value that the field had to have. */
interface Fault extends Refusal {
  readonly only?: string;
  readonly value?: string;
}

/** An object that the server sends. */
type Part = { readonly [key: string]: unknown };

/** So many fields are named. */
const mostNamed = 4;

/**
 * Which document the driver's error is about, and what is wrong with it, in one line: `MongoDB
 * refused the document "order_7": total is -1, and must be at least 0; status is missing`.
 */
export function refusalLine(error: MongoServerError): string {
  const [first] = [error.writeErrors ?? []].flat() as { readonly errInfo?: unknown }[];
  const info = partOf(error.errInfo ?? first?.errInfo);
  const id = info.failingDocumentId;
  const which = typeof id === "string" || typeof id === "number"
    ? `the document ${quoted(id)}`
    : "a document";
  const all = refusals(info);
  const named = all.slice(0, mostNamed).map(({ field, why }) => `${field || "it"} ${why}`);
  const others = all.length > mostNamed ? [`and ${all.length - mostNamed} more`] : [];
  return `MongoDB refused ${which}: ${
    [...named, ...others].join("; ") || "it does not fit the collection's validator"
  }`;
}

/**
 * What is wrong, field by field. Where a document may have one of several shapes, it is compared
 * with the one that it comes closest to.
 *
 * @see https://www.mongodb.com/docs/manual/core/schema-validation/handle-invalid-documents/
 */
export function refusals(errInfo: unknown): Refusal[] {
  return faultsOf(partOf(partOf(errInfo).details), "").map(({ field, why }) => ({ field, why }));
}

/** What a rule of the validator found, at a path of the document. */
function faultsOf(rule: Part, path: string): Fault[] {
  const at = (name: unknown) => path ? `${path}.${name}` : String(name);
  const all = (parts: unknown, at = path) => partsOf(parts).flatMap((part) => faultsOf(part, at));
  switch (rule.operatorName) {
    case "$jsonSchema":
      return all(rule.schemaRulesNotSatisfied);
    case "properties":
      return partsOf(rule.propertiesNotSatisfied)
        .flatMap(({ propertyName, details }) => all(details, at(propertyName)));
    case "items":
      return all(rule.details, `${path}[${rule.itemIndex}]`);
    case "required":
      return textsOf(rule.missingProperties).map((name) => ({
        field: at(name),
        why: "is missing",
      }));
    case "additionalProperties":
      return textsOf(rule.additionalProperties)
        .map((name) => ({ field: at(name), why: "is a field that the collection does not have" }));
    case "anyOf":
    case "oneOf":
    case "allOf":
      return closest(partsOf(rule.schemasNotSatisfied).map(({ details }) => all(details)));
    case "$and":
    case "$or":
    case "$nor":
      return partsOf(rule.clausesNotSatisfied).flatMap(({ details }) =>
        faultsOf(partOf(details), path)
      );
  }
  return rule.operatorName ? [{ field: path, ...fault(rule) }] : [];
}

/** Of the shapes that a document may have: what is wrong with it as the one that it comes closest to. */
function closest(shapes: readonly Fault[][]): Fault[] {
  const told = shapes.map((shape) => shape.find(({ only }) => only !== undefined));
  const right = shapes.filter((_, index) => !told[index]);
  const fewest = (some: readonly Fault[][]) =>
    some.toSorted((a, b) => a.length - b.length)[0] ?? [];
  if (right.length > 0) return fewest(right);
  const [first] = told;
  if (!first || told.some((fault) => fault?.field !== first.field)) return fewest(shapes);
  const values = told.map((fault) => fault?.only).join(", ");
  return [{ field: first.field, why: `is ${first.value}, and must be one of ${values}` }];
}

/** Why a value does not do. */
function fault(rule: Part): Omit<Fault, "field"> {
  const name = String(rule.operatorName), specified = partOf(rule.specifiedAs);
  const wanted = specified[name], value = quoted(rule.consideredValue);
  const is = (must: string) => ({ why: `is ${value}, and must ${must}` });
  switch (name) {
    case "bsonType":
    case "type": {
      const types = (Array.isArray(wanted) ? wanted : [wanted]).map(typeText).join(" or ");
      return { why: `is ${value} (${typeText(rule.consideredType)}), and must be ${types}` };
    }
    case "enum": {
      const values = (Array.isArray(wanted) ? wanted : []).map(quoted);
      const [only] = values;
      return values.length === 1 && only !== undefined
        ? { ...is(`be ${only}`), only, value }
        : is(`be one of ${values.join(", ")}`);
    }
    case "multipleOf":
      return is(wanted === 1 ? "be a whole number" : `be a multiple of ${quoted(wanted)}`);
    case "pattern":
      return is(`match ${wanted}`);
  }
  const must = bounds[name];
  if (must) return is(must.replace("%", quoted(wanted)));
  const reason = rule.reason ? `: ${rule.reason}` : "";
  const broken = `breaks the rule ${quoted(rule.specifiedAs ?? name)}${reason}`;
  return { why: rule.consideredValue === undefined ? broken : `is ${value}, and ${broken}` };
}

/** Rules that a value keeps by being large or small enough. */
const bounds: Readonly<Record<string, string>> = {
  minimum: "be at least %",
  maximum: "be at most %",
  minLength: "have at least this many characters: %",
  maxLength: "have at most this many characters: %",
  minItems: "have at least this many items: %",
  maxItems: "have at most this many items: %",
};

/** The name of a BSON type, for a sentence. */
function typeText(type: unknown): string {
  const name = type === "bool" ? "boolean" : String(type);
  if (name === "null" || name === "undefined") return name;
  return `${/^[aeiou]/.test(name) ? "an" : "a"} ${name}`;
}

const partOf = (value: unknown): Part =>
  typeof value === "object" && value !== null ? value as Part : {};
const partsOf = (value: unknown): Part[] => Array.isArray(value) ? value.map(partOf) : [];
const textsOf = (value: unknown): string[] => Array.isArray(value) ? value.map(String) : [];
