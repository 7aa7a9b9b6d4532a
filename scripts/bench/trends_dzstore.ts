/**
 * The top 10 products by views with the store's engine: `trends_dzstore.ts LOG --threads 2`. With
 * `--everything` also what is hot and all breakdowns, from one pass over the log.
 */
import { print } from "../../lib/base/print.ts";
import { parseArgs } from "node:util";
import { shopLog } from "../../lib/log_format.ts";
import { scanLogs } from "../../lib/trends/scan/scan_logs.ts";
import { topProducts } from "../../lib/trends/rank/top_products.ts";
import { productIds, userIds } from "./trends_log.ts";

const { positionals: [path = ""], values } = parseArgs({
  allowPositionals: true,
  options: { threads: { type: "string", default: "2" }, everything: { type: "boolean" } },
});
const top = 10;
const cityCount = 58;
const cities = values.everything
  ? new Map(userIds().map((user, index) => [user, `city ${index % cityCount}`]))
  : undefined;
const { cube } = await scanLogs([path], {
  format: shopLog,
  shape: { products: productIds, ...(cities && { byHour: true, cities }) },
  quarantine: `${path}.quarantine.csv`,
  maxRejected: 0,
  threads: Number(values.threads),
});
const ranking = cities ? await everything() : topProducts(
  cube,
  productIds.map((key) => ({ key, name: key })),
  top,
);
for (const { product_name, views } of ranking) {
  print(JSON.stringify({ product_id: product_name, views }));
}

/** All that `deno task trends` finds in the counts, whose code is loaded for this only. */
async function everything() {
  const { analyse } = await import("../../lib/trends/rank/analysis.ts");
  const products = productIds.map((id, index) => ({
    _id: id,
    name: id,
    category: index % 2 === 0 ? "phone" as const : "laptop" as const,
  }));
  return analyse(cube, { products }, { top }).top;
}
