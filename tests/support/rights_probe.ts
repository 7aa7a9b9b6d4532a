import { print } from "../../lib/base/print.ts";
/** Tries what a process might want to do, and prints as JSON which of it Deno has refused. */
const [allowed = "", elsewhere = "", toWrite = ""] = Deno.args;
const { hostname, port } = new URL(`http://${allowed}`);
const other = new URL(`http://${elsewhere}`);
const file = import.meta.filename ?? "";
const attempts: Record<string, () => unknown> = {
  "listen at the address": () => Deno.listen({ hostname, port: Number(port) }).close(),
  "listen at another port": () => Deno.listen({ hostname, port: Number(port) + 1 }).close(),
  "connect elsewhere": () =>
    Deno.connect({ hostname: other.hostname, port: Number(other.port) })
      .then((connection) => connection.close()),
  "ask the DNS": () => Deno.resolveDns("example.invalid", "TXT"),
  "read its own code": () => Deno.readTextFile(file),
  "read a folder": () => Array.fromAsync(Deno.readDir(".")),
  "write a file": () => Deno.writeTextFile(toWrite, ""),
  "run a program": () => new Deno.Command(Deno.build.os === "windows" ? "cmd" : "true").output(),
  "open a library": () => Deno.dlopen("libc.so.6", {}),
  "read HOME": () => Deno.env.get("HOME"),
  "read all variables": () => Deno.env.toObject(),
  "set a variable": () => Deno.env.set("DZ_PROBE", "1"),
  "read the machine's name": () => Deno.hostname(),
  "kill a process": () => Deno.kill(2 ** 22, "SIGTERM"),
};
const results: Record<string, string> = {};
for (const [what, attempt] of Object.entries(attempts)) {
  try {
    await attempt();
    results[what] = "done";
  } catch (error) {
    results[what] = (error as Error).name;
  }
}
print(JSON.stringify(results));
