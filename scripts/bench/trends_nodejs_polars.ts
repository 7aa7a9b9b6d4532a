/** The top 10 products by views with nodejs-polars, lazily: `trends_nodejs_polars.ts LOG`. */
import { print } from "../../lib/base/print.ts";
import pl from "nodejs-polars";

const [path = ""] = Deno.args;
const top = await pl.scanCSV(path)
  .filter(pl.col("event_type").eq(pl.lit("view")))
  .groupBy("product_id").agg(pl.len().alias("views"))
  .sort([pl.col("views"), pl.col("product_id")], [true, false])
  .head(10)
  .collect({ streaming: true });
for (const row of top.toRecords()) print(JSON.stringify(row));
