/** Defects of whole files, each a small function from bytes to bytes. */
import { Buffer } from "node:buffer";
import { gzipSync } from "node:zlib";
import type { OlistName } from "../../olist.ts";
import { RawRow } from "./raw_row.ts";

/** A defect of a file. */
export interface FileDirt {
  readonly name: string;
  readonly file: OlistName;
  /** What is wrong, in words. */
  readonly what: string;
  /** Whether the file can be used as it is; otherwise it is to be refused in one line. */
  readonly usable: boolean;
  /** What the file's name ends with, beyond its own. */
  readonly ending?: string;
  /** The file, spoilt; `null`: there is none. */
  readonly spoil: (bytes: Uint8Array) => Uint8Array | null;
}

const text = (bytes: Uint8Array) => Buffer.from(bytes).toString("latin1");
const bytesOf = (text: string): Uint8Array => Buffer.from(text, "latin1");

/** The file with each of its rows, the header among them, written otherwise; line ends within texts stay. */
const rows =
  (change: (fields: readonly string[], number: number) => readonly string[]) =>
  (bytes: Uint8Array): Uint8Array =>
    bytesOf(
      recordsOf(text(bytes)).map((record, i) => `${change(fieldsOf(record), i).join(",")}\n`).join(
        "",
      ),
    );

/** The records of a file, without their line ends. */
function recordsOf(all: string): string[] {
  const records: string[] = [];
  let from = 0, quoted = false;
  for (let at = 0; at < all.length; at++) {
    if (all[at] === '"') quoted = !quoted;
    else if (all[at] === "\n" && !quoted) {
      records.push(all.slice(from, at));
      from = at + 1;
    }
  }
  return records;
}

const fieldsOf = (record: string) => RawRow.of(record, new Map()).fields;

/** A field as a file with another separator has it: in quotes if it holds the separator. */
const between = (separator: string) => (bytes: Uint8Array): Uint8Array =>
  bytesOf(
    recordsOf(text(bytes)).map((record) =>
      fieldsOf(record).map((field) =>
        field.includes(separator) && !field.startsWith('"') ? `"${field}"` : field
      ).join(separator)
    ).map((line) => `${line}\n`).join(""),
  );

const html = `<!DOCTYPE html>
<html lang="en"><head><title>Sign in | Kaggle</title></head>
<body><h1>Sign in</h1><p>You must be signed in to download this file.</p></body></html>
`;

/** The defects, by name. */
export const fileDirt: readonly FileDirt[] = [
  {
    name: "byte_order_mark",
    file: "orders",
    what: "the file begins with a byte order mark",
    usable: true,
    spoil: (bytes) => Buffer.concat([new Uint8Array([0xef, 0xbb, 0xbf]), bytes]),
  },
  {
    name: "crlf",
    file: "order_items",
    what: "lines end with CRLF",
    usable: true,
    spoil: (bytes) => bytesOf(recordsOf(text(bytes)).map((line) => `${line}\r\n`).join("")),
  },
  {
    name: "latin1",
    file: "order_reviews",
    what: "the whole file is in Latin-1; emoji are question marks",
    usable: true,
    spoil: (bytes) =>
      bytesOf(new TextDecoder().decode(bytes).replace(/[\u0100-\u{10ffff}]/gu, "?")),
  },
  {
    name: "shuffled_columns",
    file: "order_items",
    what: "the columns stand in another order",
    usable: true,
    spoil: rows((fields) => [...fields.slice(2), ...fields.slice(0, 2)]),
  },
  {
    name: "index_column",
    file: "customers",
    what: "the first column is pandas' index",
    usable: true,
    spoil: rows((fields, i) => [i === 0 ? "" : String(i - 1), ...fields]),
  },
  {
    name: "semicolons",
    file: "sellers",
    what: "fields stand between semicolons",
    usable: false,
    spoil: between(";"),
  },
  {
    name: "capital_header",
    file: "sellers",
    what: "the header is in capitals",
    usable: false,
    spoil: rows((fields, i) => i === 0 ? fields.map((field) => field.toUpperCase()) : fields),
  },
  {
    name: "no_last_newline",
    file: "order_payments",
    what: "the last line has no end",
    usable: true,
    spoil: (bytes) => bytes.subarray(0, bytes.length - 1),
  },
  {
    name: "blank_lines",
    file: "order_payments",
    what: "blank lines at the end",
    usable: true,
    spoil: (bytes) => Buffer.concat([bytes, bytesOf("\n\n\n")]),
  },
  {
    name: "gzip",
    file: "orders",
    what: "the file is packed by gzip",
    usable: true,
    ending: ".gz",
    spoil: (bytes) => gzipSync(bytes),
  },
  {
    name: "missing_column",
    file: "order_items",
    what: "a column is missing: price",
    usable: false,
    spoil: rows((fields) => fields.toSpliced(5, 1)),
  },
  {
    name: "doubled_column",
    file: "order_payments",
    what: "a column stands twice: payment_value",
    usable: false,
    spoil: rows((fields) => [...fields, fields.at(-1) ?? ""]),
  },
  {
    name: "other_columns",
    file: "products",
    what: "it is another file: the columns are those of sellers",
    usable: false,
    spoil: () => bytesOf('"seller_id","seller_zip_code_prefix","seller_city","seller_state"\n'),
  },
  {
    name: "no_header",
    file: "sellers",
    what: "the header is missing",
    usable: false,
    spoil: (bytes) => bytes.subarray(bytes.indexOf(10) + 1),
  },
  {
    name: "empty_file",
    file: "sellers",
    what: "the file is empty",
    usable: false,
    spoil: () => new Uint8Array(),
  },
  {
    name: "header_only",
    file: "order_reviews",
    what: "there is a header and nothing below it",
    usable: false,
    spoil: (bytes) => bytes.subarray(0, bytes.indexOf(10) + 1),
  },
  {
    name: "html_page",
    file: "customers",
    what: "it is a web page",
    usable: false,
    spoil: () => bytesOf(html),
  },
  {
    name: "missing_file",
    file: "products",
    what: "the file is not there",
    usable: false,
    spoil: () => null,
  },
];
