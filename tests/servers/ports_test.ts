import { assertEquals, assertNotEquals, assertRejects } from "@std/assert";
import { pause } from "../../lib/base/pause.ts";
import { claimPorts, freePorts, isFree, onFreePorts } from "../../lib/servers/ports.ts";
import { PortTakenError } from "../../lib/servers/port_taken_error.ts";
import { somePort } from "../e2e/support/replica_set.ts";

Deno.test("starters that choose at once get ports of their own, and listen on them", async () => {
  const first = somePort();
  const listeners = await Promise.all(
    Array.from({ length: 8 }, (_, starter) =>
      onFreePorts(3, first, async (ports) => {
        await pause(starter); // as a server needs a while until it listens
        return ports.map((port) => Deno.listen({ hostname: "127.0.0.1", port }));
      })),
  );
  const ports = listeners.flat().map(({ addr }) => (addr as Deno.NetAddr).port);
  for (const listener of listeners.flat()) listener.close();
  assertEquals(new Set(ports).size, 24);
});

Deno.test("what one process claims another does not choose, until that one ends", async () => {
  const first = somePort();
  const module = new URL("../../lib/servers/ports.ts", import.meta.url);
  const child = new Deno.Command(Deno.execPath(), {
    args: [
      "eval",
      "--no-config",
      `import { claimPorts, freePorts } from ${JSON.stringify(module)};
      const claimed = claimPorts(freePorts(2, ${first}));
      console.log(claimed.ports.join());
      setTimeout(() => claimed, 60_000);`,
    ],
    stdin: "null",
    stdout: "piped",
  }).spawn();
  try {
    const { value } = await child.stdout.getReader().read();
    const theirs = new TextDecoder().decode(value).trim().split(",").map(Number);
    assertEquals(theirs.map(isFree), [true, true], "they do not listen yet");
    assertEquals(claimPorts(theirs), undefined);
    assertNotEquals(freePorts(2, theirs[0] ?? 0)[0], theirs[0]);
    child.kill("SIGKILL");
    await child.status;
    using claimed = claimPorts(theirs);
    assertEquals(claimed?.ports, theirs);
  } finally {
    await child.status;
  }
});

Deno.test("who finds a port taken gets others; what else goes wrong is told at once", async () => {
  const tried: number[] = [];
  const port = await onFreePorts(1, somePort(), ([port = 0]) => {
    tried.push(port);
    if (tried.length < 3) return Promise.reject(new PortTakenError("a server"));
    return Promise.resolve(port);
  });
  assertEquals([new Set(tried).size, tried.at(-1)], [3, port]);
  let times = 0;
  await assertRejects(
    () => onFreePorts(1, somePort(), () => Promise.reject(new RangeError(`${++times}`))),
    RangeError,
    "1",
  );
  times = 0;
  await assertRejects(
    () => onFreePorts(1, somePort(), () => Promise.reject(new PortTakenError(`${++times}`))),
    PortTakenError,
    "10",
  );
});
