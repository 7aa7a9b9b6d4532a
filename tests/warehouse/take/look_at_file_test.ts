import { assertEquals, assertRejects } from "@std/assert";
import { join } from "node:path";
import { FileError } from "../../../lib/base/errors.ts";
import { fileDirt } from "../../../lib/warehouse/generate/dirt/file_dirt.ts";
import { madeMarkets } from "../../../lib/warehouse/generate/made_markets.ts";
import { marketJobs } from "../../../lib/warehouse/generate/market_job.ts";
import { olistFiles } from "../../../lib/warehouse/olist.ts";
import { lookAtFile } from "../../../lib/warehouse/take/look_at_file.ts";

/** What is said of each defect that makes a file unusable. */
const refusals: Readonly<Record<string, string>> = {
  semicolons: "its fields stand between semicolons. Save it with commas",
  capital_header: "expected the header seller_id",
  missing_column: "expected the header order_id",
  doubled_column: "names the column payment_value twice",
  other_columns: "expected the header product_id",
  no_header: "expected the header seller_id",
  empty_file: "it is empty",
  header_only: "it has a header and no row",
  html_page: "it is a web page",
};

Deno.test("a spoilt file is taken if it can be used, else refused in one line that says why", async () => {
  const dir = Deno.makeTempDirSync({ prefix: "olist-take" });
  try {
    const [market] = await Array.fromAsync(madeMarkets(marketJobs(1, 300), 1));
    for (const { name, file, usable, ending = "", spoil } of fileDirt) {
      const { columns, fileName } = olistFiles[file];
      const header = `${Object.keys(columns).map((column) => `"${column}"`).join(",")}\n`;
      const clean = await new Blob([header, ...market?.files[file] ?? []]).bytes();
      const spoilt = spoil(clean);
      if (spoilt === null) continue;
      const path = join(dir, `${name}-${fileName}${ending}`);
      Deno.writeFileSync(path, spoilt);
      if (usable) {
        const found = await lookAtFile(file, path);
        assertEquals(Object.keys(columns).every((column) => found.columns.includes(column)), true);
      } else await assertRejects(() => lookAtFile(file, path), FileError, refusals[name]);
    }
  } finally {
    Deno.removeSync(dir, { recursive: true });
  }
});
