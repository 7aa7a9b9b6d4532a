/** The top 10 products by views with csv-parse, row by row: `trends_csv_parse.ts LOG`. */
import { print } from "../../lib/base/print.ts";
import { createReadStream } from "node:fs";
import { parse } from "csv-parse";

const [path = ""] = Deno.args;
const views = new Map<string, number>();
let product = 0, event = 0, isHeader = true;
const rows = createReadStream(path, { highWaterMark: 1 << 20 }).pipe(parse());
rows.on("readable", () => {
  for (let row: string[] | null; (row = rows.read()) !== null;) {
    if (isHeader) {
      [product, event] = [row.indexOf("product_id"), row.indexOf("event_type")];
      isHeader = false;
    } else if (row[event] === "view") {
      const id = row[product] ?? "";
      views.set(id, (views.get(id) ?? 0) + 1);
    }
  }
});
await new Promise((resolve, reject) => rows.on("end", resolve).on("error", reject));
const top = [...views].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1)).slice(0, 10);
for (const [product_id, views] of top) print(JSON.stringify({ product_id, views }));
