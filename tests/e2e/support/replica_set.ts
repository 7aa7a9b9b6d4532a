/** MongoDB for tests: an empty database on the worker's own replica set, or a replica set to break. */
import { connect } from "../../../lib/mongo/connect.ts";
import { type ReplicaSet, replicaSetUri } from "../../../lib/mongo/server/replica_set.ts";
import { startTemporary, type TemporaryReplicaSet } from "../../../lib/mongo/server/temporary.ts";
import { testMongod } from "./mongod.ts";

/** The database that the users of the test's replica set may use. */
export const testDatabase = "dzstore_db";

/** Where the ports of this worker begin; where a test runs by itself, anywhere in 20000..25999. */
export function somePort(): number {
  const given = Number(Deno.env.get("DZ_TEST_PORT"));
  const drawn = crypto.getRandomValues(new Uint32Array(1))[0] ?? 0;
  return given ? given + drawn % 500 : 20_000 + drawn % 6_000;
}

/** A replica set that others use before and after, whose members are not to be harmed. */
export interface SharedSet extends ReplicaSet {
  /** Process ids of its members. */
  readonly pids: readonly number[];
}

/**
 * Runs `test` with an empty database on the replica set of this worker of `deno task test`, or on a temporary one
 * if the test runs by itself.
 *
 * @param test is given the owner's connection string, and the set
 */
export async function withEmptyDatabase(
  test: (uri: string, set: SharedSet) => Promise<void>,
): Promise<void> {
  const given = Deno.env.get("DZ_TEST_SET");
  if (!given) return await withReplicaSet((set, uri) => test(uri, set));
  const set: SharedSet = JSON.parse(given);
  const uri = replicaSetUri(set, "owner", testDatabase);
  await using connection = await connect(uri, testDatabase);
  await connection.db.dropDatabase();
  await test(uri, set);
}

/**
 * Runs `test` with a temporary replica set of three members of its own, which is gone afterwards, however the
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
