import { parse } from "@std/csv";
import type { LogCounts } from "../../../lib/trends/scan/log_counts.ts";
import { allCounts } from "../scan/scans.ts";
import { eventTypes } from "../../../lib/log_format.ts";
import { cities, products } from "./log_writer.ts";

/** Counts by `product event hour` and by `event city`. */
export interface Recount {
  readonly rows_read: number;
  readonly rows_kept: number;
  readonly cells: Readonly<Record<string, number>>;
  /** The lines that cannot be used, sorted. */
  readonly rejected: readonly string[];
}

/** Counts logs without quotes the slow and obvious way, line by line. */
export function recount(texts: readonly string[]): Recount {
  const cells: Record<string, number> = {};
  const rejected: string[] = [];
  let rows_read = 0, rows_kept = 0;
  for (const text of texts) {
    const [header = "", ...rows] = text.split("\n");
    const columns = header.split(",");
    if (columns.length < 4 || rows.length === 0) continue; // half a header
    for (const row of rows) {
      if (row === "") continue;
      rows_read++;
      const fields = row.split(",");
      const of = (column: string) => fields[columns.indexOf(column)] ?? "";
      const [time, product, event] = [of("timestamp"), of("product_id"), of("event_type")];
      const isUsable = fields.length === columns.length && products.includes(product) &&
        eventTypes.some((type) => type === event) && /^[\d-]{10}T[\d:]{8}Z?$/.test(time);
      if (!isUsable) rejected.push(row);
      if (!isUsable) continue;
      rows_kept++;
      const city = cities.get(of("user_id")) ?? "unknown";
      for (const cell of [`${product} ${event} ${time.slice(0, 13)}`, `${event} ${city}`]) {
        cells[cell] = (cells[cell] ?? 0) + 1;
      }
    }
  }
  return { rows_read, rows_kept, cells, rejected: rejected.sort() };
}

/** What was counted and set aside, in the same form. */
export function recountOf(
  { rows_read, rows_kept, cube }: Omit<LogCounts, "rejected">,
  quarantine: string,
): Recount {
  const cells: Record<string, number> = {};
  const time = (hour: number) => new Date(hour * 3_600_000).toISOString().slice(0, 13);
  for (const [hour, all] of allCounts(cube.byHour, cube.total.length)) {
    for (const [cell, count] of all.entries()) {
      const product = cube.products[Math.floor(cell / eventTypes.length)];
      const event = eventTypes[cell % eventTypes.length];
      if (count > 0) cells[`${product} ${event} ${time(hour)}`] = count;
    }
  }
  for (const [cell, count] of cube.byCity?.cells.entries() ?? []) {
    const city = cube.byCity?.cities[Math.floor(cell / eventTypes.length)];
    if (count > 0) cells[`${eventTypes[cell % eventTypes.length]} ${city}`] = count;
  }
  const rejected = parse(quarantine, { skipFirstRow: true }).map(({ text }) => text ?? "");
  return { rows_read, rows_kept, cells, rejected: rejected.sort() };
}
