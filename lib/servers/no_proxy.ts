/** Servers on this machine are asked without a proxy, whatever the environment says of proxies. */

const loopback = ["localhost", "127.0.0.1", "::1", "[::1]"];

/**
 * The variables that keep requests to loopback from proxies, with what they said before; none if no proxy is set.
 *
 * @example
 * ```ts
 * import { assertEquals } from "@std/assert";
 * const set = noProxy({ HTTP_PROXY: "http://proxy:3128", NO_PROXY: "intranet.dz" });
 * assertEquals(set["no_proxy"], "intranet.dz,localhost,127.0.0.1,::1,[::1]");
 * assertEquals(noProxy({ NO_PROXY: "intranet.dz" }), {});
 * ```
 */
export function noProxy(env: Readonly<Record<string, string>>): Record<string, string> {
  const isProxied = Object.keys(env).some((name) => /^(https?|all|ftp|socks)_proxy$/i.test(name));
  if (!isProxied) return {};
  const said = (name: string) => env[name]?.split(",").map((host) => host.trim()).filter(Boolean);
  const lower = said("no_proxy"), upper = said("NO_PROXY");
  const whole = (hosts: readonly string[]) =>
    hosts.includes("*") ? "*" : [...new Set([...hosts, ...loopback])].join(",");
  return { no_proxy: whole(lower ?? upper ?? []), NO_PROXY: whole(upper ?? lower ?? []) };
}

/** Keeps the requests of this process, and of what it starts, to loopback from proxies. Call it before the first. */
export function reachLoopbackDirectly(): void {
  for (const [name, value] of Object.entries(noProxy(Deno.env.toObject()))) {
    Deno.env.set(name, value);
  }
}
