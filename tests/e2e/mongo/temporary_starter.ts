/** Starts a temporary replica set, prints its process ids and folder, and waits to be killed. */
import { print } from "../../../lib/base/print.ts";
import { withReplicaSet } from "../support/replica_set.ts";

await withReplicaSet(async ({ pids, dir }) => {
  print(JSON.stringify({ pids, dir }));
  setInterval(() => {}, 1000); // keeps the process alive
  await new Promise(() => {});
});
