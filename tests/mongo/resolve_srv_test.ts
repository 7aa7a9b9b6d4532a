import { assertEquals, assertRejects } from "@std/assert";
import { DatabaseError, ServerUnreachableError } from "../../lib/mongo/errors.ts";
import { type Dns, resolveSrvUri } from "../../lib/mongo/resolve_srv.ts";

/** A DNS with two servers and one text. */
const dns = (text: string, domain = "example.net"): Dns => ({
  resolveSrv: (name) =>
    name.startsWith("_mongodb._tcp.")
      ? Promise.resolve([{ name: `a.${domain}`, port: 27017 }, {
        name: `b.${domain}.`,
        port: 27018,
      }])
      : Promise.reject(new Error(`querySrv ENOTFOUND ${name}`)),
  resolveTxt: () => text ? Promise.resolve([[text]]) : Promise.reject(new Error("ENODATA")),
});

Deno.test("resolveSrvUri names the servers, with TLS and what the text record sets", async () => {
  const uri = "mongodb+srv://us%40er:p%3Aw@db.example.net/shop?retryWrites=true";
  assertEquals(
    await resolveSrvUri(uri, dns("authSource=admin&replicaSet=rs0&evil=1")),
    "mongodb://us%40er:p%3Aw@a.example.net:27017,b.example.net:27018/shop" +
      "?retryWrites=true&authSource=admin&replicaSet=rs0&tls=true",
  );
});

Deno.test("resolveSrvUri leaves what the string itself sets, and takes out what only +srv knows", async () => {
  const uri = "mongodb+srv://db.example.net?ssl=false&AUTHSOURCE=x&srvMaxHosts=0";
  assertEquals(
    await resolveSrvUri(uri, dns("authSource=admin")),
    "mongodb://a.example.net:27017,b.example.net:27018/?ssl=false&AUTHSOURCE=x",
  );
  const plain = "mongodb://127.0.0.1:1/?replicaSet=x";
  assertEquals(await resolveSrvUri(plain, dns("")), plain);
});

Deno.test("resolveSrvUri refuses another domain, and says when the DNS has no answer", async () => {
  const uri = "mongodb+srv://u:secret@db.example.net/";
  for (const domain of ["evil.net", "notexample.net", "net"]) {
    const error = await assertRejects(
      () => resolveSrvUri(uri, dns("", domain)),
      DatabaseError,
    );
    assertEquals(error.message.includes("secret"), false);
  }
  await assertRejects(
    () => resolveSrvUri(`${uri}?srvServiceName=other`, dns("")),
    ServerUnreachableError,
    "ENOTFOUND",
  );
});
