import { join } from "node:path";
import type { Db } from "mongodb";
import { connect } from "../../../../lib/mongo/connect.ts";
import { loadStore } from "../../../../lib/simulate/load_store.ts";
import {
  type Options,
  simulate,
  type SimulatedStore,
  writeLogs,
} from "../../../../lib/simulate/mod.ts";
import { withFolder } from "../../support/folder.ts";
import { testDatabase, withEmptyDatabase } from "../../support/replica_set.ts";

/** A store in a temporary replica set, with its logs in a temporary folder. */
export interface TestStore {
  readonly store: SimulatedStore;
  readonly db: Db;
  readonly folder: string;
  /** For tasks that are to use it. */
  readonly env: Readonly<Record<string, string>>;
}

/** Runs `test` with a simulated store; everything is gone afterwards. */
export async function withStore(
  options: Partial<Options>,
  test: (store: TestStore) => Promise<void>,
): Promise<void> {
  await withEmptyDatabase((uri) =>
    withFolder(async (folder) => {
      await using connection = await connect(uri, testDatabase);
      const { db } = connection;
      const store = simulate(options);
      await writeLogs(store, folder);
      await loadStore(db, store);
      await test({
        store,
        db,
        folder,
        env: { MONGODB_URI: uri, DZ_DATABASE: testDatabase, DZ_DATA: folder },
      });
    })
  );
}

/** The path of a log of the store. */
export const logOf = ({ folder }: TestStore, name = "logs.csv") => join(folder, name);
