import { assertEquals } from "@std/assert";
import { proxyOptions } from "../../lib/java/proxy_options.ts";

const loopback = "localhost|127.*|[::1]";

Deno.test("proxyOptions() says in Java's words what the environment says", () => {
  assertEquals(proxyOptions({}), []);
  assertEquals(proxyOptions({ NO_PROXY: "a.dz" }), []);
  assertEquals(proxyOptions({ HTTPS_PROXY: "http://amina:s%40c@proxy.dz:8080" }), [
    "-Dhttps.proxyHost=proxy.dz",
    "-Dhttps.proxyPort=8080",
    "-Dhttp.proxyUser=amina",
    "-Dhttp.proxyPassword=s@c",
    "-Djdk.http.auth.tunneling.disabledSchemes=",
    `-Dhttp.nonProxyHosts=${loopback}`,
  ]);
  assertEquals(
    proxyOptions({
      http_proxy: "p",
      https_proxy: "https://q",
      no_proxy: ".a.dz, b.dz:80,10.0.0.0/8",
    }),
    [
      ...["-Dhttp.proxyHost=p", "-Dhttp.proxyPort=80"],
      ...["-Dhttps.proxyHost=q", "-Dhttps.proxyPort=443"],
      `-Dhttp.nonProxyHosts=*.a.dz|b.dz|*.b.dz|${loopback}`,
    ],
  );
  assertEquals(proxyOptions({ ALL_PROXY: "socks5h://127.0.0.1" }), [
    "-DsocksProxyHost=127.0.0.1",
    "-DsocksProxyPort=1080",
    `-Dhttp.nonProxyHosts=${loopback}`,
  ]);
});
