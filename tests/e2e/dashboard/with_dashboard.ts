import { printDefect } from "../../../lib/base/print.ts";
import { assertEquals } from "@std/assert";
import type { Db } from "mongodb";
import { buildAssets } from "../../../fresh-app/build_assets.ts";
import type { Assets } from "../../../fresh-app/assets.ts";
import { Database } from "../../../fresh-app/data/database.ts";
import { LiveData } from "../../../fresh-app/data/live_data.ts";
import { allPages } from "../../../fresh-app/pages/mod.ts";
import type { Page } from "../../../fresh-app/pages/page.ts";
import { serve } from "../../../fresh-app/serve.ts";
import { connect } from "../../../lib/mongo/connect.ts";
import { type ReplicaSet, replicaSetUri } from "../../../lib/mongo/server/replica_set.ts";
import type { TemporaryReplicaSet } from "../../../lib/mongo/server/temporary.ts";
import { withFolder } from "../support/folder.ts";
import { testDatabase, withEmptyDatabase, withReplicaSet } from "../support/replica_set.ts";
import { runTask } from "../support/task.ts";
import { until } from "../support/until.ts";

/** What was bundled for some pages is not bundled again. */
const bundled = new Map<readonly Page[], Promise<Assets>>();

/** A dashboard that runs, and what it shows. */
export interface Dashboard {
  /** Its address, without a slash at the end. */
  readonly url: string;
  readonly data: LiveData;
  /** The database, to look at and to change. */
  readonly db: Db;
  /** Runs a task on the same store. */
  task(name: string, ...args: string[]): Promise<void>;
}

/** A dashboard with a replica set of its own, whose members may be killed. */
export interface BreakableDashboard extends Dashboard {
  readonly set: TemporaryReplicaSet;
}

/** What is to be there. */
export interface DashboardOptions {
  /** Whether the database is empty; otherwise it holds a small store. */
  readonly isEmpty?: boolean;
  /** Whether it is down when the dashboard starts. */
  readonly isDown?: boolean;
  /** What it shows; default: all that the product shows. */
  readonly pages?: readonly Page[];
}

/** Runs `test` with a dashboard on the replica set of this worker, which is not to be harmed. */
export async function withDashboard(
  options: Omit<DashboardOptions, "isDown">,
  test: (dashboard: Dashboard) => Promise<void>,
): Promise<void> {
  await withEmptyDatabase((uri, set) => runDashboard(set, uri, options, test));
}

/** Runs `test` with a dashboard on a replica set that is there for it. */
export async function withBreakableDashboard(
  { isDown = false, ...options }: DashboardOptions,
  test: (dashboard: BreakableDashboard) => Promise<void>,
): Promise<void> {
  await withReplicaSet((set, uri) => {
    const stop = () => Promise.all(set.pids.map((_, member) => set.kill(member)));
    return runDashboard(
      set,
      uri,
      { ...options, ...(isDown && { stop }) },
      (dashboard) => test({ ...dashboard, set }),
    );
  });
}

async function runDashboard(
  set: ReplicaSet,
  uri: string,
  { isEmpty = false, pages = allPages, stop }: Omit<DashboardOptions, "isDown"> & {
    readonly stop?: () => Promise<unknown>;
  },
  test: (dashboard: Dashboard) => Promise<void>,
): Promise<void> {
  await withFolder(async (folder) => {
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
    await stop?.();
    await using database = new Database(
      replicaSetUri(set, "reader", testDatabase),
      testDatabase,
    );
    const data = new LiveData({ store: database }, pages, printDefect);
    const assets = bundled.get(pages) ?? buildAssets(pages);
    bundled.set(pages, assets);
    const server = serve({ pages, data, assets: await assets }, {
      hostname: "127.0.0.1",
      port: 0,
    });
    const following = data.start();
    try {
      await until("the dashboard has read", () => stop !== undefined || data.isFollowing);
      const { port } = server.addr as Deno.NetAddr;
      await test({ url: `http://127.0.0.1:${port}`, data, db: connection.db, task });
    } finally {
      data.stop();
      await Promise.all([following, server.shutdown()]);
    }
  });
}
