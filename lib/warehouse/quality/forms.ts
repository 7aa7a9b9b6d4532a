/**
 * What a raw text has to look like to be of a kind, and what it means: each a piece of ClickHouse's SQL,
 * so that the rules that find faults and the cleaning that mends them cannot differ.
 */
import type { Kind } from "../olist.ts";

/** What stands for a field that a row does not have. */
export const absent = "\\0";

/** A text in which every field without a value is empty. */
const given = (column: string) => `(${column} != '' AND ${column} != '${absent}')`;

/** Whether a field has no value. */
export const isNull = (column: string): string => `NOT ${given(column)}`;

/** A whole number as pandas writes it when some are missing: `40.0`. */
export const isPointZero = (column: string): string => `match(${column}, '^-?\\\\d+\\\\.0+$')`;

/** Without `.0` at its end. */
const whole = (column: string) => `replaceRegexpOne(${column}, '\\\\.0+$', '')`;

/** Zeros that a table of numbers has lost: `1001` for `01001`, and `.0` at the end. */
export const lostZeros = (column: string): string =>
  `match(${column}, '^\\\\d{1,5}\\\\.0$|^\\\\d{1,4}$')`;

/** A date without a time. */
export const isDateOnly = (column: string): string =>
  `(length(${column}) = 10 AND toString(toDateOrNull(${column})) = ${column})`;

const asTime = (column: string) => `toDateTimeOrNull(${column}, 'UTC')`;

/** The states of Brazil. */
const states = "AC AL AM AP BA CE DF ES GO MA MG MS MT PA PB PE PI PR RJ RN RO RR RS SC SE SP TO";

/** Whether a field is there and not of its kind. A time has to exist: 2017-02-30 does not. */
export const isMisshapen: Readonly<Record<Kind, (column: string) => string>> = {
  id: (column) => `NOT match(${column}, '^[0-9a-f]{32}$')`,
  text: () => "0",
  word: () => "0",
  zip: (column) => `NOT match(${column}, '^\\\\d{5}$|^\\\\d{1,5}\\\\.0$|^\\\\d{1,4}$')`,
  state: (column) =>
    `upper(trimBoth(${column})) NOT IN (${states.split(" ").map((one) => `'${one}'`).join(", ")})`,
  integer: (column) => `${given(column)} AND toInt32OrNull(${whole(column)}) IS NULL`,
  money: (column) =>
    `${given(column)} AND NOT match(${column}, '^-?\\\\d{1,12}(\\\\.\\\\d{1,2}0*)?$')`,
  time: (column) =>
    `${given(column)} AND NOT (ifNull(toString(${asTime(column)}), '') = ${column} OR ifNull(${
      isDateOnly(column)
    }, 0))`,
};

/** Bytes that are no UTF-8 are taken for Latin-1, as old tables have it. */
const asUtf8 = (column: string) =>
  `if(isValidUTF8(${column}), ${column}, convertCharset(${column}, 'ISO-8859-1', 'UTF-8'))`;

/** Letters without accents, in lower case. */
const plain = (text: string) =>
  `lowerUTF8(replaceRegexpAll(normalizeUTF8NFD(${text}), '\\\\p{Mn}', ''))`;

/** A city as it is compared: lower case, no accents, no state behind it (`sao paulo - sp`), single blanks. */
export const cleanCity = (column: string): string =>
  `trimBoth(replaceRegexpAll(replaceRegexpOne(${
    plain(asUtf8(column))
  }, '(\\\\s+-\\\\s*|\\\\s*/\\\\s*)[a-z]{2}$', ''), '\\\\s+', ' '))`;

/** The value of a raw text of a kind, null if it has none; to be used where it is not misshapen. */
export const valueOf: Readonly<Record<Kind, (column: string) => string>> = {
  id: (column) => column,
  text: (column) => `nullIf(${asUtf8(column)}, '')`,
  word: (column) => `nullIf(${column}, '')`,
  zip: (column) => `leftPad(${whole(column)}, 5, '0')`,
  state: (column) => `upper(trimBoth(${column}))`,
  integer: (column) => `toInt32OrNull(${whole(column)})`,
  money: (column) => `toDecimal64OrNull(${column}, 2)`,
  time: (column) => `toDateTimeOrNull(${column}, 'UTC')`,
};
