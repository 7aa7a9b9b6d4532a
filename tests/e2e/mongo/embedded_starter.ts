/** Starts the embedded replica set in the folder named by the argument, and waits to be ended. */
import { print } from "../../../lib/base/print.ts";
import { startEmbedded } from "../../../lib/mongo/server/embedded.ts";
import { testMongod } from "../support/mongod.ts";
import { testDatabase } from "../support/replica_set.ts";

const [dir = ""] = Deno.args;
const sources = { mongod: await testMongod(), cacheDir: dir, path: [] };
await startEmbedded({ dir, database: testDatabase, sources }, () => {});
print("started");
setInterval(() => {}, 1000); // keeps the process alive
