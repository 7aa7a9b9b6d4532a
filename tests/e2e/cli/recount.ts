import { assertEquals } from "@std/assert";
import { join } from "node:path";

/** The rows of a log without quotes, each as its fields; the header and the last line are checked. */
export async function plainRows(path: string, header: string): Promise<string[][]> {
  const text = await Deno.readTextFile(path);
  assertEquals(text.includes('"'), false, `${path} has quotes`);
  const lines = text.split("\n");
  assertEquals(lines.shift(), header);
  assertEquals(lines.pop(), "", `the last line of ${path} is cut off`);
  const columns = header.split(",").length;
  return lines.map((line) => {
    const fields = line.split(",");
    assertEquals(fields.length, columns, line);
    return fields;
  });
}

/** The rows of the `logs.csv` in a folder: time, user number, product id, event. */
export function logRows(dir: string): Promise<string[][]> {
  return plainRows(join(dir, "logs.csv"), "timestamp,user_id,product_id,event_type");
}

/** The rows of the `web_traffic.csv` in a folder: time, user number, product name, action. */
export function trafficRows(dir: string): Promise<string[][]> {
  return plainRows(join(dir, "web_traffic.csv"), "timestamp,user_id,product_name,action");
}

/** How many rows with this event each product has. */
export function countEvents(rows: readonly string[][], wanted: string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const [, , product = "", event] of rows) {
    if (event === wanted) counts.set(product, (counts.get(product) ?? 0) + 1);
  }
  return counts;
}

/** Names with their counts, most first, ties by name. */
export function ranked(counts: ReadonlyMap<string, number>): [name: string, count: number][] {
  return [...counts].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1));
}
