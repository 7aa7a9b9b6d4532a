/** The thread of the relays: does what it is told, see `relay.ts`, and says when it is done. */
/// <reference no-default-lib="true" />
/// <reference lib="deno.worker" />
import { Alarm } from "./alarm.ts";
import type { RelayAnswer, RelayCommand } from "./relay_messages.ts";
import { type Link, RelayedConnection } from "./relayed_connection.ts";

/** By the member that opens connections and the one to which they lead. */
let links: Link[][] = [];
const connections = new Set<RelayedConnection>();

const alarm = new Alarm((now_ms) => {
  let next_ms = Infinity;
  for (const connection of connections) next_ms = Math.min(next_ms, connection.deliver(now_ms));
  alarm.setFor(next_ms);
});

self.onmessage = ({ data }: MessageEvent<RelayCommand>) => {
  const answer: RelayAnswer = {};
  try {
    perform(data);
  } catch (error) {
    answer.error = error instanceof Error ? error.message : String(error);
  }
  self.postMessage(answer);
};

function perform(command: RelayCommand): void {
  switch (command.name) {
    case "listen":
      return listen(command.targets, command.ports);
    case "setDelay":
      for (const link of [linkOf(command.a, command.b), linkOf(command.b, command.a)]) {
        link.delay_ms = command.rtt_ms / 2;
      }
      return;
    case "setHeld":
      links.forEach((_, from) => {
        if (from !== command.member) linkOf(from, command.member).held = command.held;
      });
      alarm.setFor(performance.now());
  }
}

function listen(targets: readonly number[], ports: readonly number[]): void {
  links = targets.map(() => targets.map(() => ({ delay_ms: 0, held: false })));
  const listeners = ports.map((port) => Deno.listen({ hostname: "127.0.0.1", port }));
  listeners.forEach(async (listener, member) => {
    for await (const opened of listener) {
      relay(opened, targets[member] ?? 0, (port) => {
        const from = port === undefined ? -1 : targets.indexOf(port);
        return from < 0 ? { delay_ms: 0, held: false } : linkOf(from, member);
      });
    }
  });
}

async function relay(
  opened: Deno.TcpConn,
  port: number,
  linkFrom: (port: number | undefined) => Link,
): Promise<void> {
  let target: Deno.TcpConn;
  try {
    target = await Deno.connect({ hostname: "127.0.0.1", port });
  } catch {
    opened.close(); // the member is down
    return;
  }
  const connection = new RelayedConnection(opened, target, linkFrom, alarm);
  connections.add(connection);
  await connection.carry();
  connections.delete(connection);
}

function linkOf(from: number, to: number): Link {
  const link = links[from]?.[to];
  if (link) return link;
  throw new RangeError(`There is no way from member ${from} to member ${to} of ${links.length}`);
}
