import { assertEquals } from "@std/assert";
import { BSON } from "mongodb";
import { peerPort } from "../../../lib/cap/network/peer_port.ts";

/** A greeting as it goes over the wire: a header of 16 bytes, flags, a section's kind, a document. */
function greeting(document: BSON.Document): Uint8Array {
  return new Uint8Array([...new Uint8Array(21), ...BSON.serialize(document)]);
}

Deno.test("a member is known by the port in its greeting", () => {
  const hello = { hello: 1, client: { application: { name: "x" } }, hostInfo: "some-host:27017" };
  assertEquals(peerPort(greeting({ ...hello, $db: "admin" })), 27017);
  assertEquals(peerPort(greeting({ hello: 1, hostInfo: "::1:5" })), 5);
});

Deno.test("a client is nobody's port", () => {
  assertEquals(peerPort(greeting({ hello: 1, client: { driver: { name: "nodejs" } } })), undefined);
  assertEquals(peerPort(greeting({ hello: 1, hostInfo: 1 })), undefined);
  assertEquals(peerPort(greeting({ hello: 1, hostInfo: "host" })), undefined);
  assertEquals(peerPort(new Uint8Array()), undefined);
  assertEquals(peerPort(new TextEncoder().encode("hostInfo")), undefined);
});
