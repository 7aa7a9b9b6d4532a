/** The proxies of the environment, as Java takes them: it does not read those variables itself. */

const everyLoopback = ["localhost", "127.*", "[::1]"];

/**
 * Options of a Java that is to go through the proxies that the environment names, and to loopback through none;
 * none if it names none.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * assertEquals(proxyOptions({ https_proxy: "proxy:3128" }), [
 *   "-Dhttps.proxyHost=proxy",
 *   "-Dhttps.proxyPort=3128",
 *   "-Dhttp.nonProxyHosts=localhost|127.*|[::1]",
 * ]);
 * ```
 */
export function proxyOptions(env: Readonly<Record<string, string>>): string[] {
  const value = (name: string) => env[name] || env[name.toUpperCase()];
  const options = ["http", "https"].flatMap((scheme) => {
    const proxy = value(`${scheme}_proxy`) ?? value("all_proxy");
    return proxy ? optionsOf(scheme, proxy) : [];
  });
  if (options.length === 0) return [];
  const direct = (value("no_proxy") ?? "").split(",").flatMap((host) => patternsOf(host.trim()));
  const hosts = [...new Set([...direct, ...everyLoopback])].join("|");
  return [...new Set([...options, `-Dhttp.nonProxyHosts=${hosts}`])];
}

function optionsOf(scheme: string, proxy: string): string[] {
  const url = URL.parse(/^\w+:\/\//.test(proxy) ? proxy : `http://${proxy}`);
  if (!url?.hostname) return [];
  const isSocks = url.protocol.startsWith("socks");
  const port = url.port || (isSocks ? "1080" : url.protocol === "https:" ? "443" : "80");
  if (isSocks) return [`-DsocksProxyHost=${url.hostname}`, `-DsocksProxyPort=${port}`];
  return [
    ...[`-D${scheme}.proxyHost=${url.hostname}`, `-D${scheme}.proxyPort=${port}`],
    ...(url.username
      ? [
        // By these names Ivy asks for them; Java itself would refuse to log in for https.
        `-Dhttp.proxyUser=${decodeURIComponent(url.username)}`,
        `-Dhttp.proxyPassword=${decodeURIComponent(url.password)}`,
        "-Djdk.http.auth.tunneling.disabledSchemes=",
      ]
      : []),
  ];
}

/** Names and addresses as Java compares them; networks it does not know. */
function patternsOf(host: string): string[] {
  const name = host.replace(/^\*?\./, "").replace(/:\d+$/, "");
  if (name === "*") return ["*"];
  if (!name || name.includes("/") || name.includes(":")) return [];
  return host.startsWith(".") || host.startsWith("*.") ? [`*.${name}`] : [name, `*.${name}`];
}
