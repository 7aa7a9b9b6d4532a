import { assertEquals, assertRejects } from "@std/assert";
import { join } from "node:path";
import { ForeignLogError, requireOurLogs } from "../../../lib/simulate/events/require_our_logs.ts";
import { simulate, writeLogs } from "../../../lib/simulate/mod.ts";
import { withFolder } from "../../e2e/support/folder.ts";

Deno.test("a log that the simulator did not write is not replaced, unless told", () =>
  withFolder(async (dir) => {
    const log = join(dir, "logs.csv"), header = "timestamp,user_id,product_id,event_type\n";
    const foreign = [
      `${header}2025-11-28T20:00:00Z,77,SKU-1,view\n`,
      "time;customer;sku\n",
      "\x1f\x8b\x08",
    ];
    for (const text of foreign) {
      await Deno.writeTextFile(log, text);
      await assertRejects(() => writeLogs(simulate(), dir), ForeignLogError, `replace ${log}: `);
      assertEquals(await Deno.readTextFile(log), text);
    }
    await writeLogs(simulate(), dir, { replace: true });
    await writeLogs(simulate(), dir); // it is ours now
    for (const text of ["", header, header.replace("\n", "\r\n")]) {
      await Deno.writeTextFile(log, text);
      await requireOurLogs(dir);
    }
    await Deno.copyFile("data/fixtures/web_traffic.csv", join(dir, "web_traffic.csv"));
    await requireOurLogs(dir); // the assignment's file is ours
  }));
