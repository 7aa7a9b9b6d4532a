import { type RelayedSet, startRelayedSet } from "../../../lib/cap/network/relayed_set.ts";
import { testMongod } from "./mongod.ts";
import { somePort, testDatabase } from "./replica_set.ts";

/** Runs `test` with a set whose members reach each other through relays, and ends it afterwards. */
export async function withRelayedSet(test: (set: RelayedSet) => Promise<void>): Promise<void> {
  await using set = await startRelayedSet({
    mongod: await testMongod(),
    database: testDatabase,
    firstPort: somePort(),
  });
  await test(set);
}
