import { pause } from "../../../lib/base/pause.ts";
import { assert, assertEquals, assertGreater, assertLess } from "@std/assert";
import {
  type CountingProxy,
  startCountingProxy,
} from "../../../lib/mongo/measure/counting_proxy.ts";
import { writeAll } from "../../../lib/base/files/write_all.ts";

const loopback = [1, 127, 0, 0, 1];
const name = (text: string) => [3, text.length, ...new TextEncoder().encode(text)];
const portBytes = (port: number) => [port >> 8, port & 0xff];

/** What a connection still says, to its end. */
async function rest(from: Deno.Conn): Promise<number[]> {
  return [...new Uint8Array(await new Response(from.readable).arrayBuffer())];
}

async function readExactly(from: Deno.Conn, size: number): Promise<number[]> {
  const bytes = new Uint8Array(size);
  for (let at = 0; at < size;) {
    const more = await from.read(bytes.subarray(at));
    assert(more !== null, `the end after ${at} of ${size} bytes`);
    at += more;
  }
  return [...bytes];
}

/** Says hello to the proxy, and then the request. */
async function ask(proxy: CountingProxy, request: readonly number[]): Promise<Deno.TcpConn> {
  const client = await Deno.connect({ hostname: "127.0.0.1", port: proxy.port });
  await writeAll(client, Uint8Array.of(5, 2, 2, 0));
  assertEquals(await readExactly(client, 2), [5, 0]);
  await writeAll(client, Uint8Array.from(request));
  return client;
}

/** Lets the proxy connect to a server. */
async function connectBy(
  proxy: CountingProxy,
  address: readonly number[],
  port: number,
): Promise<Deno.TcpConn> {
  const client = await ask(proxy, [5, 1, 0, ...address, ...portBytes(port)]);
  const [version, reply] = await readExactly(client, 10);
  assertEquals([version, reply], [5, 0]);
  return client;
}

/** A server that does with each of its connections what it is told. */
function serve(hostname: string, talk: (connection: Deno.TcpConn) => Promise<void>) {
  const listener = Deno.listen({ hostname, port: 0 });
  const served = (async () => {
    for await (const connection of listener) await talk(connection);
  })();
  return {
    port: listener.addr.port,
    async [Symbol.asyncDispose]() {
      listener.close();
      await served;
    },
  };
}

Deno.test("the proxy carries both ways, and counts what the server says", async () => {
  await using server = serve("127.0.0.1", async (connection) => {
    const asked = await readExactly(connection, 3);
    await writeAll(connection, Uint8Array.from([...asked, ...asked]));
    connection.close();
  });
  await using proxy = startCountingProxy();
  for (const [turn, address] of [loopback, name("localhost"), name("127.0.0.1")].entries()) {
    const client = await connectBy(proxy, address, server.port);
    assertEquals(proxy.receivedBytes(), 6 * turn);
    await writeAll(client, Uint8Array.of(7, 8, 9));
    assertEquals(await rest(client), [7, 8, 9, 7, 8, 9]);
    assertEquals(proxy.receivedBytes(), 6 * (turn + 1));
  }
});

Deno.test({
  name: "the proxy carries to a server on IPv6",
  ignore: !hasIpv6(),
  fn: async () => {
    await using server = serve("::1", async (connection) => {
      await writeAll(connection, Uint8Array.of(42));
      connection.close();
    });
    await using proxy = startCountingProxy();
    const address = [4, ...Array<number>(15).fill(0), 1];
    const client = await connectBy(proxy, address, server.port);
    assertEquals(await rest(client), [42]);
  },
});

Deno.test("the end of what a client says reaches the server, which can still answer", async () => {
  await using server = serve("127.0.0.1", async (connection) => {
    const said = await readExactly(connection, 2);
    assertEquals(await connection.read(new Uint8Array(1)), null);
    await writeAll(connection, Uint8Array.from(said));
    connection.close();
  });
  await using proxy = startCountingProxy();
  const client = await connectBy(proxy, loopback, server.port);
  await writeAll(client, Uint8Array.of(1, 2));
  await client.closeWrite();
  assertEquals(await rest(client), [1, 2]);
});

Deno.test("a client that does not read makes the server wait", async () => {
  const all_bytes = 200e6;
  let sent_bytes = 0;
  await using server = serve("127.0.0.1", async (connection) => {
    const chunk = new Uint8Array(1e6);
    for (; sent_bytes < all_bytes; sent_bytes += chunk.length) await writeAll(connection, chunk);
    connection.close();
  });
  await using proxy = startCountingProxy();
  const client = await connectBy(proxy, loopback, server.port);
  for (let before = -1; before !== sent_bytes;) {
    before = sent_bytes;
    await pause(200);
  }
  assertGreater(proxy.receivedBytes(), 0);
  assertLess(sent_bytes, all_bytes / 2); // what the system's own buffers hold
  let read_bytes = 0;
  for await (const chunk of client.readable) read_bytes += chunk.length;
  assertEquals([read_bytes, proxy.receivedBytes()], [all_bytes, all_bytes]);
});

Deno.test("the proxy refuses what it does not know, and ends the connection", async () => {
  await using proxy = startCountingProxy();
  const requests: [string, number[], number][] = [
    ["another command", [5, 2, 0, ...loopback, 0, 80], 7],
    ["another kind of address", [5, 1, 0, 9, 0, 0], 8],
    ["a port where nothing listens", [5, 1, 0, ...loopback, ...portBytes(closedPort())], 5],
    ["a name that does not exist", [5, 1, 0, ...name("no such name"), 0, 80], 4],
  ];
  for (const [what, request, reply] of requests) {
    const client = await ask(proxy, request);
    assertEquals(await rest(client), [5, reply, 0, 1, 0, 0, 0, 0, 0, 0], what);
  }
});

Deno.test("the proxy asks for no password, and talks to no one who speaks something else", async () => {
  await using proxy = startCountingProxy();
  const greetings: [string, Uint8Array<ArrayBuffer>, number[]][] = [
    ["with a password only", Uint8Array.of(5, 1, 2), [5, 0xff]],
    ["SOCKS 4", Uint8Array.of(4, 1), []],
    ["HTTP", new TextEncoder().encode("GE"), []],
  ];
  for (const [what, greeting, answer] of greetings) {
    const client = await Deno.connect({ hostname: "127.0.0.1", port: proxy.port });
    await writeAll(client, greeting);
    assertEquals(await rest(client), answer, what);
  }
  assertEquals(proxy.receivedBytes(), 0);
});

Deno.test("the proxy listens on loopback only, and when it ends so do its connections", async () => {
  await using server = serve("127.0.0.1", async (connection) => {
    assertEquals(await connection.read(new Uint8Array(1)).catch(() => null), null);
    connection.close();
  });
  let client: Deno.TcpConn, unfinished: Deno.TcpConn, port: number;
  {
    await using proxy = startCountingProxy();
    port = proxy.port;
    client = await connectBy(proxy, loopback, server.port);
    unfinished = await Deno.connect({ hostname: "127.0.0.1", port });
    await writeAll(unfinished, Uint8Array.of(5));
    for (const { address, family } of Deno.networkInterfaces()) {
      if (family !== "IPv4" || address.startsWith("127.")) continue;
      assertEquals(await Deno.connect({ hostname: address, port }).catch(() => "no"), "no");
    }
  }
  for (const connection of [client, unfinished]) {
    assertEquals(await connection.read(new Uint8Array(1)).catch(() => null), null);
    connection.close();
  }
  assertEquals(await Deno.connect({ hostname: "127.0.0.1", port }).catch(() => "no"), "no");
});

function hasIpv6(): boolean {
  try {
    Deno.listen({ hostname: "::1", port: 0 }).close();
    return true;
  } catch {
    return false;
  }
}

/** A port that was free a moment ago. */
function closedPort(): number {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  listener.close();
  return listener.addr.port;
}
