import { assertEquals } from "@std/assert";
import { childEnvironment } from "../../lib/servers/child_environment.ts";
import { noProxy } from "../../lib/servers/no_proxy.ts";

const direct = "localhost,127.0.0.1,::1,[::1]";

Deno.test("noProxy() adds loopback to what each variable says", () => {
  assertEquals(noProxy({}), {});
  for (const name of ["HTTP_PROXY", "http_proxy", "ALL_PROXY", "HTTPS_PROXY", "Https_Proxy"]) {
    assertEquals(noProxy({ [name]: "http://127.0.0.1:1" }), { no_proxy: direct, NO_PROXY: direct });
  }
  assertEquals(noProxy({ http_proxy: "p", no_proxy: " a.dz, ::1 ,", NO_PROXY: "b.dz" }), {
    no_proxy: "a.dz,::1,localhost,127.0.0.1,[::1]",
    NO_PROXY: `b.dz,${direct}`,
  });
  assertEquals(noProxy({ http_proxy: "p", NO_PROXY: "*" }), { no_proxy: "*", NO_PROXY: "*" });
});

Deno.test("a child reaches loopback whatever proxy is set, and the rest through the proxy", async () => {
  const asked: string[] = [];
  await using server = Deno.serve({ port: 0, onListen: () => {} }, (request) => {
    asked.push(request.url);
    return new Response("here");
  });
  const { port } = server.addr;
  await using proxy = Deno.serve({ port: 0, onListen: () => {} }, () => new Response("by proxy"));
  const code = `
    const get = (url) => fetch(url).then((r) => r.text(), () => "none");
    const [port] = Deno.args;
    for (const host of ["127.0.0.1", "localhost"]) console.log(await get("http://" + host + ":" + port));
    console.log(await get("http://shop.example/"));`;
  const through = `http://127.0.0.1:${proxy.addr.port}`;
  const dead = "http://127.0.0.1:1";
  const cases: readonly (readonly [Record<string, string>, string])[] = [
    [{ HTTP_PROXY: dead }, "here here none"],
    [{ http_proxy: through, NO_PROXY: "intranet.dz" }, "here here by proxy"],
    [{ ALL_PROXY: dead, HTTPS_PROXY: dead }, "here here none"],
    [{ HTTP_PROXY: through, no_proxy: "" }, "here here by proxy"],
  ];
  const script = await Deno.makeTempFile({ suffix: ".ts" });
  try {
    await Deno.writeTextFile(script, code);
    for (const [variables, expected] of cases) {
      const { PATH = "", HOME = "", DENO_DIR } = Deno.env.toObject();
      const ours = { PATH, HOME, ...(DENO_DIR && { DENO_DIR }), ...variables };
      const { stdout, stderr } = await new Deno.Command(Deno.execPath(), {
        args: ["run", "-A", "--no-config", "--no-lock", script, `${port}`],
        clearEnv: true,
        env: childEnvironment({ NO_COLOR: "1" }, ours),
      }).output();
      const lines = new TextDecoder().decode(stdout).trim().replaceAll("\n", " ");
      assertEquals(lines, expected, JSON.stringify(variables) + new TextDecoder().decode(stderr));
    }
  } finally {
    await Deno.remove(script);
  }
  assertEquals(asked.length, 2 * cases.length);
});
