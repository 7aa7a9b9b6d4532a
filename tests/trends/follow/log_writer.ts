import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { followKeys } from "../../../lib/trends/follow/follow_keys.ts";
import type { StoreKeys } from "../../../lib/trends/rank/analysis.ts";

/** The products of the rows; the log also has one that the store does not know. */
export const products = ["prod_001", "prod_002", "prod_003"];

/** The city of each user; the log also has users that the store does not know. */
export const cities = new Map([["101", "Oran"], ["102", "Algiers"], ["103", "Oran"]]);

/** What the store knows. */
export const writerStore: StoreKeys = {
  products: products.map((_id) => ({ _id, name: _id, category: "phone" })),
  cities,
};

/** What to count by. */
export const writerKeys = followKeys(writerStore);

const start_s = Date.UTC(2026, 10, 21) / 1000;
const headers = [
  "timestamp,user_id,product_id,event_type",
  "event_type,note,product_id,timestamp,user_id",
];

/** How a log is rotated away. */
export type Rotation = "rename" | "copytruncate" | "gzip";

/**
 * A shop that appends to `logs.csv` in a folder, at any byte, and rotates it away to `logs.csv.1` and
 * so on, the newest first. It knows all that it ever wrote.
 */
export class LogWriter {
  readonly log: string;
  /** The whole text of each file, the oldest first; the last is the log itself. */
  readonly texts: string[] = [];
  /** What was not yet appended of the last text. */
  #pending = "";
  #isThere = false;
  #rotated = 0;
  #rows = 0;

  /** @param row what the n-th row is to be, from 0; see {@link rowOf} */
  constructor(readonly dir: string, readonly row: (n: number) => RowKind) {
    this.log = join(dir, "logs.csv");
  }

  /** Appends some bytes; makes the file if it is missing. */
  append(bytes: number): void {
    if (this.texts.length === 0) this.#begin();
    while (this.#pending.length < bytes) this.#addRow();
    this.#write(bytes);
  }

  /** Appends what is missing of the last row. */
  completeRow(): void {
    this.#write(this.#pending.length);
  }

  /** Appends what is missing of the last row, but for its newline. */
  completeRowWithoutNewline(): void {
    this.#write(Math.max(this.#pending.length - 1, 0));
  }

  /** Rotates the log away. What is missing of the last row stays so; the next file is made later. */
  rotate(kind: Rotation): void {
    if (!this.#isThere) return;
    this.#isThere = false;
    this.texts.push(this.texts.pop()?.slice(0, -this.#pending.length || undefined) ?? "");
    for (let n = this.#rotated++; n > 0; n--) {
      for (const ending of ["", ".gz"]) {
        renameIfThere(`${this.log}.${n}${ending}`, `${this.log}.${n + 1}${ending}`);
      }
    }
    if (kind === "copytruncate") {
      Deno.copyFileSync(this.log, `${this.log}.1`);
      Deno.truncateSync(this.log);
      this.#isThere = true;
    } else {
      Deno.renameSync(this.log, `${this.log}.1`);
      if (kind === "gzip") compress(`${this.log}.1`);
    }
    this.#begin();
  }

  #begin(): void {
    this.texts.push("");
    this.#pending = "";
    this.#add(`${headers[this.texts.length % headers.length]}\n`);
  }

  #addRow(): void {
    const header = this.texts.at(-1)?.split("\n")[0] ?? "";
    const n = this.#rows++;
    this.#add(rowText(header, n, this.row(n)));
  }

  #add(text: string): void {
    this.texts.push((this.texts.pop() ?? "") + text);
    this.#pending += text;
  }

  #write(bytes: number): void {
    const text = this.#pending.slice(0, bytes);
    this.#pending = this.#pending.slice(bytes);
    this.#isThere = true;
    Deno.writeTextFileSync(this.log, text, { append: true });
  }
}

/** What is wrong with a row, or special. */
export type RowKind = "good" | "short" | "quoted" | "unknown event" | "bad time" | "bad quotes";

function rowText(header: string, n: number, kind: RowKind): string {
  const fields: Record<string, string> = {
    timestamp: kind === "bad time"
      ? "yesterday"
      : new Date((start_s + n * 700) * 1000).toISOString().replace(".000", ""),
    user_id: String(101 + n % 5),
    product_id: products[n % products.length] ?? "",
    event_type: kind === "unknown event" ? `look ${n}` : ["view", "cart", "buy"][n % 7] ?? "view",
    note: kind === "quoted" ? `"a ""note"",\n${n}, in\nthree lines"` : `note ${n}`,
  };
  if (kind === "bad quotes") fields.user_id = `1"2"`;
  const row = header.split(",").map((column) => fields[column]);
  return `${(kind === "short" ? row.slice(1) : row).join(",")}\n`;
}

function renameIfThere(from: string, to: string): void {
  try {
    Deno.renameSync(from, to);
  } catch (error) {
    if (!(error instanceof Deno.errors.NotFound)) throw error;
  }
}

/** As `gzip` does: the date stays. */
function compress(path: string): void {
  const { mtime } = Deno.statSync(path);
  Deno.writeFileSync(`${path}.gz.partial`, gzipSync(Deno.readFileSync(path)));
  Deno.utimeSync(`${path}.gz.partial`, mtime ?? 0, mtime ?? 0);
  Deno.renameSync(`${path}.gz.partial`, `${path}.gz`);
  Deno.removeSync(path);
}
