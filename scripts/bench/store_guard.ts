/**
 * The process beside a benchmark with a store: when its standard input closes, because the benchmark is over or was
 * ended in whatever way, it stops the replica set in the folder named by its argument and removes it.
 */
import { pause } from "../../lib/base/pause.ts";
import { join } from "node:path";
import { resetEmbedded } from "../../lib/mongo/server/embedded.ts";

const [folder = ""] = Deno.args;
const said = await new Response(Deno.stdin.readable).text();
if (!said.includes("over")) {
  // A member that was just being started has not written its process id yet.
  await pause(5000);
}
await resetEmbedded(join(folder, "mongo"));
await Deno.remove(folder, { recursive: true });
