import { replicaSetUri } from "../../../lib/mongo/server/replica_set.ts";
import { startTemporary, type TemporaryReplicaSet } from "../../../lib/mongo/server/temporary.ts";
import { testMongod } from "./mongod.ts";

/** The database that the users of the test's replica set may use. */
export const testDatabase = "dzstore_db";

/** Where to look for free ports: anywhere in 20000..29999, so that test processes begin apart. */
export function somePort(): number {
  return 20_000 + (crypto.getRandomValues(new Uint32Array(1))[0] ?? 0) % 10_000;
}

/**
 * Runs `test` with a temporary replica set of three members, which is gone afterwards, however the
 * test ends.
 *
 * @param test is given the set and the owner's connection string
 */
export async function withReplicaSet(
  test: (set: TemporaryReplicaSet, uri: string) => Promise<void>,
): Promise<void> {
  await using set = await startTemporary({
    mongod: await testMongod(),
    database: testDatabase,
    firstPort: somePort(),
  });
  await test(set, replicaSetUri(set, "owner", testDatabase));
}
