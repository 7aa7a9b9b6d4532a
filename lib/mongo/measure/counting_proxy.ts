/** A proxy that counts the bytes that pass. */
import { writeAll } from "../../base/files/write_all.ts";

/** A proxy on loopback that counts what passes. End it with `await using`. */
export interface CountingProxy extends AsyncDisposable {
  /** On which it listens at 127.0.0.1. */
  readonly port: number;
  /** Bytes that have come from servers until now, as the network carried them: with TLS, encrypted. */
  receivedBytes(): number;
}

// SOCKS, version 5: https://www.rfc-editor.org/rfc/rfc1928
const version = 5;
const noAuthentication = 0, noAcceptableMethod = 0xff;
const connectCommand = 1;
const addressTypes = { ipv4: 1, name: 3, ipv6: 4 };
const replies = {
  succeeded: 0,
  hostUnreachable: 4,
  connectionRefused: 5,
  commandNotSupported: 7,
  addressTypeNotSupported: 8,
};

const chunk_bytes = 256 * 1024;

/**
 * Starts a SOCKS5 proxy that carries connections to the servers that clients on this machine name,
 * unread and unchanged, and counts. It knows CONNECT without authentication and nothing else.
 */
export function startCountingProxy(): CountingProxy {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const open = new Set<Deno.TcpConn>();
  const served = new Set<Promise<void>>();
  const ended = new AbortController();
  let received_bytes = 0;
  const serve = async (client: Deno.TcpConn) => {
    open.add(client);
    let server: Deno.TcpConn | undefined;
    try {
      server = await connectAsAsked(client, ended.signal);
      if (!server) return;
      open.add(server);
      await Promise.all([
        carry(client, server),
        carry(server, client, (bytes) => received_bytes += bytes),
      ]);
    } catch {
      // One side broke, and the other is told by the end of its connection.
    } finally {
      for (const side of [client, server]) {
        if (side && open.delete(side)) close(side);
      }
    }
  };
  const accepting = (async () => {
    for await (const client of listener) {
      const serving = serve(client).finally(() => served.delete(serving));
      served.add(serving);
    }
  })();
  return {
    port: listener.addr.port,
    receivedBytes: () => received_bytes,
    async [Symbol.asyncDispose]() {
      listener.close();
      await accepting;
      ended.abort();
      for (const side of open) close(side);
      open.clear();
      await Promise.all(served);
    },
  };
}

/** Lets the client say where to, and connects. `undefined`: it was told why not. */
async function connectAsAsked(
  client: Deno.TcpConn,
  signal: AbortSignal,
): Promise<Deno.TcpConn | undefined> {
  client.setNoDelay(true);
  const [greeted = 0, methodCount = 0] = await read(client, 2);
  if (greeted !== version) return;
  const methods = await read(client, methodCount);
  if (!methods.includes(noAuthentication)) {
    await writeAll(client, Uint8Array.of(version, noAcceptableMethod));
    return;
  }
  await writeAll(client, Uint8Array.of(version, noAuthentication));

  const [asked = 0, command = 0, , addressType = 0] = await read(client, 4);
  if (asked !== version) return;
  // The last six bytes may name our end of the connection; clients do without.
  const answer = (reply: number) =>
    writeAll(client, Uint8Array.of(version, reply, 0, 1, ...[0, 0, 0, 0, 0, 0]));
  const hostname = await readAddress(client, addressType);
  if (hostname === undefined) return void await answer(replies.addressTypeNotSupported);
  const [high = 0, low = 0] = await read(client, 2);
  if (command !== connectCommand) return void await answer(replies.commandNotSupported);
  let server: Deno.TcpConn;
  try {
    server = await Deno.connect({ hostname, port: high << 8 | low, signal });
  } catch (error) {
    const refused = error instanceof Deno.errors.ConnectionRefused;
    return void await answer(refused ? replies.connectionRefused : replies.hostUnreachable);
  }
  server.setNoDelay(true);
  await answer(replies.succeeded);
  return server;
}

async function readAddress(from: Deno.TcpConn, type: number): Promise<string | undefined> {
  switch (type) {
    case addressTypes.ipv4:
      return (await read(from, 4)).join(".");
    case addressTypes.name: {
      const [length = 0] = await read(from, 1);
      return new TextDecoder().decode(await read(from, length));
    }
    case addressTypes.ipv6: {
      const view = new DataView((await read(from, 16)).buffer);
      return Array.from({ length: 8 }, (_, i) => view.getUint16(2 * i).toString(16)).join(":");
    }
  }
}

/** Passes on what comes until its end, and reads no more than is taken: a slow reader slows the sender. */
async function carry(
  from: Deno.TcpConn,
  to: Deno.TcpConn,
  onBytes: (bytes: number) => void = () => {},
): Promise<void> {
  const buffer = new Uint8Array(chunk_bytes);
  for (let size; (size = await from.read(buffer)) !== null;) {
    onBytes(size);
    await writeAll(to, buffer.subarray(0, size));
  }
  await to.closeWrite();
}

/** Exactly so many bytes. */
async function read(from: Deno.TcpConn, size: number): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = new Uint8Array(size);
  for (let at = 0; at < size;) {
    const more = await from.read(bytes.subarray(at));
    if (more === null) throw new Deno.errors.UnexpectedEof("the client said no more");
    at += more;
  }
  return bytes;
}

function close(side: Deno.TcpConn): void {
  try {
    side.close();
  } catch {
    // It is closed already.
  }
}
