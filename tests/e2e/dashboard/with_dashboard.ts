import { assertEquals } from "@std/assert";
import type { Db } from "mongodb";
import { type Assets, buildAssets } from "../../../fresh-app/assets.ts";
import { Database } from "../../../fresh-app/data/database.ts";
import { Store } from "../../../fresh-app/data/store.ts";
import { serve } from "../../../fresh-app/main.ts";
import { connect } from "../../../lib/mongo/connect.ts";
import { replicaSetUri } from "../../../lib/mongo/server/replica_set.ts";
import type { TemporaryReplicaSet } from "../../../lib/mongo/server/temporary.ts";
import { withFolder } from "../support/folder.ts";
import { testDatabase, withReplicaSet } from "../support/replica_set.ts";
import { runTask } from "../support/task.ts";
import { until } from "../support/until.ts";

let bundled: Promise<Assets> | undefined;

/** A dashboard that runs, and what it shows. */
export interface Dashboard {
  /** Its address, without a slash at the end. */
  readonly url: string;
  readonly set: TemporaryReplicaSet;
  readonly store: Store;
  /** The database, to look at and to change. */
  readonly db: Db;
  /** Runs a task on the same store. */
  task(name: string, ...args: string[]): Promise<void>;
}

/** Runs `test` with a dashboard on a database that is empty, or holds a small store. */
export async function withDashboard(
  { isEmpty = false }: { readonly isEmpty?: boolean },
  test: (dashboard: Dashboard) => Promise<void>,
): Promise<void> {
  await withReplicaSet((set, uri) =>
    withFolder(async (folder) => {
      const task = async (name: string, ...args: string[]) => {
        const { code, stderr } = await runTask(name, args, {
          MONGODB_URI: uri,
          DZ_DATABASE: testDatabase,
          DZ_DATA: folder,
        });
        assertEquals(code, 0, stderr);
      };
      if (!isEmpty) await task("pipeline", "--users", "300");
      await using connection = await connect(uri, testDatabase);
      await using database = new Database(
        replicaSetUri(set, "reader", testDatabase),
        testDatabase,
      );
      const store = new Store(database, (error) => console.error(error));
      const server = serve(store, await (bundled ??= buildAssets()), {
        hostname: "127.0.0.1",
        port: 0,
      });
      const following = store.start();
      try {
        await until("the dashboard has read the trends", () => store.trends !== undefined);
        const { port } = server.addr as Deno.NetAddr;
        await test({ url: `http://127.0.0.1:${port}`, set, store, db: connection.db, task });
      } finally {
        store.stop();
        await Promise.all([following, server.shutdown()]);
      }
    })
  );
}
