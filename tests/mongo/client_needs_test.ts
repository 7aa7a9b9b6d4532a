import { assertEquals } from "@std/assert";
import { clientNeeds } from "../../lib/mongo/client_needs.ts";

Deno.test("clientNeeds names the servers of the string and those that they name, and certificates", () => {
  const uri = "mongodb://u:p@a.example.net,[::1]:27018/?tls=true&tlsCAFile=/etc/ca.pem";
  assertEquals(
    clientNeeds(uri, ["a.example.net:27017", "b.example.net:27017"]),
    {
      servers: ["a.example.net:27017", "[::1]:27018", "b.example.net:27017"],
      files: ["/etc/ca.pem"],
      isProxied: false,
    },
  );
});

Deno.test("clientNeeds names only the proxy if there is one", () => {
  const uri = "mongodb://a.example.net/?proxyHost=127.0.0.1&proxyPort=9050";
  assertEquals(clientNeeds(uri, ["b.example.net:27017"]), {
    servers: ["127.0.0.1:9050"],
    files: [],
    isProxied: true,
  });
});
