/** What Neo4j's driver takes and hands over, as values of a graph. */
import {
  isDate,
  isDateTime,
  isDuration,
  isLocalDateTime,
  isLocalTime,
  isNode,
  isPath,
  isPoint,
  isRelationship,
  isTime,
} from "neo4j-driver-lite";
import {
  floatValue,
  type GraphParameter,
  type GraphParameters,
  type GraphRow,
  type GraphValue,
  integerValue,
} from "../values.ts";

/** A parameter as the driver sends it: numbers are floats there, bigints integers. */
export type Sent = null | boolean | number | bigint | string | Sent[] | { [key: string]: Sent };

/**
 * The parameters of a query; whole numbers become integers.
 *
 * @throws {TypeError} if a number is none, or an integer has more than 64 bits
 */
export function sentParameters(parameters: GraphParameters): Record<string, Sent> {
  return Object.fromEntries(
    Object.entries(parameters).map(([name, value]) => [name, sent(value)]),
  );
}

function sent(value: GraphParameter): Sent {
  if (value === null || typeof value === "boolean" || typeof value === "string") return value;
  if (typeof value === "bigint") {
    // The driver would cut it.
    if (BigInt.asIntN(64, value) !== value) throw new TypeError(`Cannot hand ${value} to a graph`);
    return value;
  }
  if (typeof value === "number") {
    if (!Number.isFinite(value)) throw new TypeError(`Cannot hand ${value} to a graph`);
    return Number.isSafeInteger(value) ? BigInt(value) : value;
  }
  if (Array.isArray(value)) return value.map(sent);
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, sent(one)]));
}

/** A row of the driver's. */
export interface DriverRecord {
  readonly keys: readonly PropertyKey[];
  get(key: string): unknown;
}

/** The rows of a result. */
export const rowsOfRecords = (records: readonly DriverRecord[]): GraphRow[] =>
  records.map((record) =>
    Object.fromEntries(record.keys.map((key) => [String(key), valueOf(record.get(String(key)))]))
  );

/** A value as every engine hands it over. */
export function valueOf(value: unknown): GraphValue {
  if (value === null || value === undefined) return null;
  if (typeof value === "boolean" || typeof value === "string") return value;
  if (typeof value === "bigint") return integerValue(value);
  if (typeof value === "number") return floatValue(value);
  if (Array.isArray(value)) return value.map(valueOf);
  if (isNode(value) || isRelationship(value)) return propertiesOf(value.properties);
  if (isPath(value)) {
    const ahead = value.segments.flatMap(({ relationship, end }) => [relationship, end]);
    return [value.start, ...ahead].map(valueOf);
  }
  if (isPoint(value)) return { x: floatValue(value.x), y: floatValue(value.y) };
  if (isDate(value)) return value.toString();
  if (isLocalDateTime(value) || isLocalTime(value) || isTime(value) || isDateTime(value)) {
    // To the second, as FalkorDB keeps them.
    return value.toString().replace(/\.\d+/, "");
  }
  if (isDuration(value)) return durationOf(value);
  if (typeof value === "object") return propertiesOf(value as Record<string, unknown>);
  throw new TypeError(`Cannot read a value of Neo4j's that is a ${typeof value}`);
}

const propertiesOf = (properties: Readonly<Record<string, unknown>>): GraphValue =>
  Object.fromEntries(Object.entries(properties).map(([key, value]) => [key, valueOf(value)]));

const secondsADay = 86_400n;

/** In seconds, as FalkorDB counts it; months, which have no length, stay months. */
function durationOf(
  { months, days, seconds }: { months: unknown; days: unknown; seconds: unknown },
): string {
  const inMonths = BigInt(String(months));
  const inSeconds = BigInt(String(days)) * secondsADay + BigInt(String(seconds));
  return inMonths === 0n ? `PT${inSeconds}S` : `P${inMonths}MT${inSeconds}S`;
}
