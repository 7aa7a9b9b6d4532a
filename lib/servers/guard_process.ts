/**
 * The process of a guard, see `guard.ts`: it reads orders, one a line, and when its standard input closes ends
 * those processes and removes the folder named by its argument.
 */
import { createInterface } from "node:readline";
import process from "node:process";
import { pause } from "../base/pause.ts";
import { isAlive } from "../base/is_alive.ts";
import { descendantsOf } from "./descendants.ts";
import type { Order } from "./ending.ts";
import { identityOf, isRunning, type ProcessIdentity } from "./process_identity.ts";

const [folder = ""] = Deno.args;

const watched: {
  readonly order: Order;
  readonly identity: Promise<ProcessIdentity | undefined>;
}[] = [];
for await (const line of createInterface({ input: process.stdin })) {
  const order = JSON.parse(line) as Order;
  // Asked at once: later another process may have its number.
  watched.push({ order, identity: identityOf(order.pid) });
}
await Promise.all(watched.map(async ({ order, identity }) => {
  const root = await identity;
  if (root && await isRunning(root)) await endTree(root, order);
}));
await removeFolder();

/** Ends a process and whatever it has started. */
async function endTree(root: ProcessIdentity, { signal, grace_ms }: Order): Promise<void> {
  const pids = [root.pid, ...await descendantsOf(root.pid)];
  const tree = await Promise.all(pids.map(identityOf));
  send(root.pid, signal);
  const deadline = performance.now() + grace_ms;
  while (pids.some(isAlive) && performance.now() < deadline) await pause(20);
  for (const one of tree) if (one && await isRunning(one)) send(one.pid, "SIGKILL");
}

function send(pid: number, signal: Deno.Signal): void {
  try {
    Deno.kill(pid, signal);
  } catch {
    // It has ended.
  }
}

async function removeFolder(): Promise<void> {
  for (let attempt = 0; folder && attempt < 20; attempt++) {
    // A process that is just dying may still write.
    const gone = await Deno.remove(folder, { recursive: true }).then(
      () => true,
      (error) => error instanceof Deno.errors.NotFound,
    );
    if (gone) return;
    await pause(100);
  }
}
