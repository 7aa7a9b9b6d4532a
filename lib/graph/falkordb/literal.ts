/** Parameters as FalkorDB takes them: literals of Cypher before the query. */
import type { GraphParameter, GraphParameters } from "../values.ts";

/**
 * The query with its parameters before it.
 *
 * @throws {TypeError} if a name or key cannot be one, or a number is none
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * assertEquals(withParameters("RETURN $a", { a: "it's" }), "CYPHER a='it\\'s' RETURN $a");
 * ```
 */
export function withParameters(cypher: string, parameters: GraphParameters): string {
  const given = Object.entries(parameters).map(([name, value]) => {
    if (!plainName.test(name)) throw new TypeError(`Cannot name a parameter "${name}"`);
    return `${name}=${literal(value)} `;
  });
  return given.length > 0 ? `CYPHER ${given.join("")}${cypher}` : cypher;
}

const plainName = /^[A-Za-z_][A-Za-z0-9_]*$/;

function literal(value: GraphParameter): string {
  if (value === null || typeof value === "boolean" || typeof value === "bigint") return `${value}`;
  if (typeof value === "string") return quoted(value);
  if (typeof value === "number") return numeral(value);
  if (Array.isArray(value)) return `[${value.map(literal).join()}]`;
  return `{${Object.entries(value).map(([key, one]) => `${nameOf(key)}:${literal(one)}`).join()}}`;
}

const nameOf = (key: string): string => {
  if (key.includes("`")) throw new TypeError(`Cannot name a property "${key}"`);
  return plainName.test(key) ? key : `\`${key}\``;
};

const quoted = (text: string): string =>
  `'${/['\\]/.test(text) ? text.replaceAll(/['\\]/g, "\\$&") : text}'`;

function numeral(value: number): string {
  if (Number.isSafeInteger(value)) return Object.is(value, -0) ? "0" : `${value}`;
  if (!Number.isFinite(value)) throw new TypeError(`Cannot hand ${value} to a graph`);
  const text = String(value);
  return /[.e]/.test(text) ? text : `${text}.0`;
}
