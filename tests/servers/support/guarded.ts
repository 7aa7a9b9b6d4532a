/**
 * Starts a process that starts another one, has a guard for the first and for the folder named by the argument,
 * prints both numbers, and waits to be killed.
 */
import { print } from "../../../lib/base/print.ts";
import { startGuard } from "../../../lib/servers/guard.ts";

const [folder = "", ...asked] = Deno.args;
// It does not end by SIGTERM, nor does what it starts.
const inner = "Deno.addSignalListener('SIGTERM', () => {}); setTimeout(() => {}, 60_000)";
const outer = `${inner};
  const child = new Deno.Command(Deno.execPath(), { args: ["eval", ${JSON.stringify(inner)}] });
  console.log(child.spawn().pid);`;
const child = new Deno.Command(Deno.execPath(), {
  args: ["eval", outer],
  stdin: "null",
  stdout: "piped",
}).spawn();
const guard = startGuard(folder);
if (asked.length > 0) guard.watch(child.pid, { signal: "SIGTERM", grace_ms: 300 });
else guard.watch(child.pid);
for await (const piece of child.stdout.pipeThrough(new TextDecoderStream())) {
  print(JSON.stringify([child.pid, Number(piece)]));
}
