import { assert, assertRejects } from "@std/assert";
import { once } from "node:events";
import { type AddressInfo, connect, createServer } from "node:net";
import { MongoNetworkError } from "mongodb";
import { ns } from "mongodb/lib/utils.js";
import { Connection } from "../../lib/mongo/connection_type.ts";

Deno.test("a command that the member's end came before is lost to the network", async () => {
  const server = createServer((socket) => socket.end()).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  const socket = connect({ port, host: "127.0.0.1" });
  const connection = new Connection(socket, {
    hostAddress: { toString: () => `127.0.0.1:${port}` },
    logicalSessionTimeoutMinutes: 30,
    generation: 0,
    id: 1,
  });
  await once(socket, "end"); // the socket knows, the driver does not yet
  const error = await assertRejects(() => connection.command(ns("admin.$cmd"), { ping: 1 }));
  assert(error instanceof MongoNetworkError, String(error));
  assert(connection.closed);
  await new Promise((done) => server.close(done));
});
