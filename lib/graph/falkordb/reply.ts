/**
 * Reads the compact replies of FalkorDB: https://docs.falkordb.com/design/client-spec.html. Numbers arrive as
 * text, so that integers of 64 bits stay exact.
 */
import {
  floatValue,
  type GraphRow,
  type GraphValue,
  integerValue,
  isoDate,
  isoDateTime,
  isoTime,
} from "../values.ts";

/** A part of a reply. */
export type Reply = string | null | readonly Reply[];

/** Names of property keys, by their numbers in a reply. */
export type KeyNames = readonly string[];

const types = { node: "8", relation: "7", path: "9", list: "6", map: "10" } as const;

/** The header, the rows and the figures of a reply; one without rows has figures only. */
function partsOf(reply: Reply): { readonly columns: string[]; readonly rows: readonly Reply[] } {
  const parts = listOf(reply);
  if (parts.length < 3) return { columns: [], rows: [] };
  return {
    columns: listOf(parts[0]).map((column) => textOf(listOf(column)[1])),
    rows: listOf(parts[1]),
  };
}

/** Whether a reply holds nodes or relations, whose properties are known by numbers. */
export function needsNames(reply: Reply): boolean {
  const holds = (cell: Reply | undefined): boolean => {
    const [type, value] = listOf(cell);
    if (type === types.node || type === types.relation || type === types.path) return true;
    if (type === types.list) return listOf(value).some(holds);
    return type === types.map && listOf(value).some((one, at) => at % 2 === 1 && holds(one));
  };
  return partsOf(reply).rows.some((row) => listOf(row).some(holds));
}

/** The rows of a reply. */
export function rowsOf(reply: Reply, names: KeyNames = []): GraphRow[] {
  const { columns, rows } = partsOf(reply);
  return rows.map((row) => {
    const cells = listOf(row);
    return Object.fromEntries(columns.map((column, at) => [column, valueOf(cells[at], names)]));
  });
}

function valueOf(cell: Reply | undefined, names: KeyNames): GraphValue {
  const [type, value] = listOf(cell);
  const inner = (one: Reply | undefined) => valueOf(one, names);
  switch (type) {
    case "1":
      return null;
    case "2":
      return textOf(value);
    case "3":
      return integerValue(BigInt(textOf(value)));
    case "4":
      return textOf(value) === "true";
    case "5":
      return floatOf(textOf(value));
    case types.list:
      return listOf(value).map(inner);
    case types.relation:
      return propertiesOf(listOf(value)[4], names);
    case types.node:
      return propertiesOf(listOf(value)[2], names);
    case types.path: {
      const [nodes, relations] = listOf(value).map((part) => listOf(listOf(part)[1]).map(inner));
      return (nodes ?? []).flatMap((node, at) => {
        const relation = relations?.[at];
        return relation === undefined ? [node] : [node, relation];
      });
    }
    case types.map: {
      const parts = listOf(value);
      const entries = parts.flatMap((key, at) =>
        at % 2 === 0 ? [[textOf(key), inner(parts[at + 1])] as const] : []
      );
      return Object.fromEntries(entries);
    }
    case "11": {
      const [latitude, longitude] = listOf(value).map((part) => floatOf(textOf(part)));
      return { x: longitude ?? null, y: latitude ?? null };
    }
    case "12":
      return listOf(value).map((part) => floatOf(textOf(part)));
    case "13":
      return isoDateTime(Number(textOf(value)));
    case "14":
      return isoDate(Number(textOf(value)));
    case "15":
      return isoTime(Number(textOf(value)));
    case "16":
      return `PT${textOf(value)}S`;
    default:
      throw new TypeError(`Cannot read a value of FalkorDB's type ${textOf(type)}`);
  }
}

/** Properties are triples: the number of the key, the type, the value. */
function propertiesOf(properties: Reply | undefined, names: KeyNames): GraphValue {
  const entries = listOf(properties).map((property) => {
    const [key, ...typed] = listOf(property);
    return [names[Number(textOf(key))] ?? "", valueOf(typed, names)] as const;
  });
  return Object.fromEntries(entries);
}

function floatOf(text: string): number {
  const [, sign, special] = /^(-?)(inf|nan)/i.exec(text) ?? [];
  if (special === undefined) return floatValue(Number(text));
  return special === "nan" ? NaN : sign ? -Infinity : Infinity;
}

function listOf(reply: Reply | undefined): readonly Reply[] {
  return Array.isArray(reply) ? reply : [];
}

const textOf = (reply: Reply | undefined): string => typeof reply === "string" ? reply : "";
