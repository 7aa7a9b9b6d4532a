import { assertRejects } from "@std/assert";
import { parquetWriteBuffer } from "hyparquet-writer";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { FileError, UsageError } from "../../lib/base/errors.ts";
import { requireLog } from "../../lib/spark/require_log.ts";
import { withFolder } from "../e2e/support/folder.ts";

const csv = new TextEncoder().encode("timestamp,user_id\n");
const gzip = new Uint8Array(gzipSync(csv));
const parquet = new Uint8Array(
  parquetWriteBuffer({ columnData: [{ name: "a", data: [1], type: "INT32" }] }),
);

Deno.test("requireLog takes files that are what their names say", () =>
  withFolder(async (dir) => {
    for (const [name, bytes] of [["a.csv", csv], ["a.txt", csv], ["b.csv.gz", gzip]] as const) {
      await Deno.writeFile(join(dir, name), bytes);
      await requireLog(join(dir, name));
    }
  }));

Deno.test("requireLog refuses what Spark would read wrongly, or not at all", () =>
  withFolder(async (dir) => {
    for (
      const [name, bytes, reason] of [
        ["gzip.csv", gzip, "only a name in .gz tells. Rename it"],
        ["plain.csv.gz", csv, "it is not compressed, as its name says. Rename it"],
        ["plain.csv.zst", csv, "it is not compressed, as its name says. Rename it"],
        ["log.csv", parquet, "it is Parquet. deno task logs --to csv converts it"],
        ["_log.csv", csv, "it overlooks names that begin with . or _"],
      ] as const
    ) {
      const path = join(dir, name);
      await Deno.writeFile(path, bytes);
      const message = `Cannot read ${path} with Spark: `;
      await assertRejects(() => requireLog(path), UsageError, message);
      await assertRejects(() => requireLog(path), UsageError, reason);
    }
    await assertRejects(() => requireLog("-"), UsageError, "Cannot read standard input with Spark");
    await assertRejects(() => requireLog(dir), FileError, "it is a folder, not a file");
    await assertRejects(() => requireLog(join(dir, "no.csv")), FileError, "no such file");
  }));
