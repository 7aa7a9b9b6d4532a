import { assertEquals, assertRejects } from "@std/assert";
import { join } from "node:path";
import { connect } from "../../../lib/mongo/connect.ts";
import { PublishInterruptedError } from "../../../lib/mongo/errors.ts";
import { stagingCollections } from "../../../lib/mongo/publishing/staging_names.ts";
import { loadStore } from "../../../lib/simulate/load_store.ts";
import { simulate } from "../../../lib/simulate/simulate.ts";
import { publishTrends } from "../../../lib/trends/publish_trends.ts";
import { withFolder } from "../support/folder.ts";
import { testDatabase, withEmptyDatabase } from "../support/replica_set.ts";

const store = simulate({ users: 20, orders: 20, events: 200 });
const rows = "timestamp,user_id,product_id,event_type\n2025-11-28T20:03:22Z,1,prod_001,view\n";

Deno.test({
  name: "publishTrends publishes nothing if a store is loaded while it reads the log",
  ignore: Deno.build.os === "windows", // has no named pipes
  fn: () =>
    withFolder((dir) =>
      withEmptyDatabase(async (uri) => {
        await using connection = await connect(uri, testDatabase);
        const { db } = connection;
        await loadStore(db, store);
        const log = join(dir, "logs.csv");
        const options = {
          logs: [log],
          quarantineDir: join(dir, "quarantine"),
          maxRejected: 0,
          top: 3,
        };
        await Deno.writeTextFile(log, rows);
        await publishTrends(db, options);
        const read = () => db.collection("trend_breakdowns").find().toArray();
        const before = await read();

        // Now the log is a pipe. Its opening waits for the reader, who has read products and users.
        await Deno.remove(log);
        await new Deno.Command("mkfifo", { args: [log] }).output();
        const outcome = publishTrends(db, options);
        const pipe = await Deno.open(log, { write: true });
        await loadStore(db, store);
        await pipe.write(new TextEncoder().encode(rows));
        pipe.close();
        await assertRejects(() => outcome, PublishInterruptedError, "meanwhile. Run again");
        assertEquals(await read(), before);
        assertEquals(await stagingCollections(db), []);
      })
    ),
});
