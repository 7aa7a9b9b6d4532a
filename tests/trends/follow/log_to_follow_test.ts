import { assertEquals, assertRejects } from "@std/assert";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { UsageError } from "../../../lib/base/errors.ts";
import { logToFollow } from "../../../lib/trends/follow/log_to_follow.ts";
import { withFolder } from "../../e2e/support/folder.ts";

const refuses = (logs: readonly string[], message: string) =>
  assertRejects(() => logToFollow(logs), UsageError, message);

Deno.test("logToFollow takes one file, also one that is not there yet", async () => {
  assertEquals(await logToFollow(["no/such/logs.csv"]), "no/such/logs.csv");
});

Deno.test("logToFollow refuses what cannot grow", () =>
  withFolder(async (dir) => {
    await refuses(["a.csv", "b.csv"], "a.csv and b.csv");
    await refuses(["logs-*.csv"], "the pattern logs-*.csv");
    await refuses([dir], `the folder ${dir}`);
    await refuses(["-"], "Cannot follow standard input");
    await refuses(["no/such/logs.csv.gz"], "a CSV file that is not compressed");
    await refuses(["no/such/logs.parquet"], "a CSV file that is not compressed");
    if (Deno.build.os !== "windows") await refuses(["/dev/null"], "must be a CSV file");
    const packed = join(dir, "logs.csv"); // whatever its name
    await Deno.writeFile(packed, gzipSync("timestamp\n"));
    await refuses(
      [packed],
      `Cannot follow ${packed}: it must be a CSV file that is not compressed`,
    );
  }));
