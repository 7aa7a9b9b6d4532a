import { assert, assertEquals, assertMatch } from "@std/assert";
import { join } from "node:path";
import type { Finding } from "../../../scripts/doctor/examination.ts";
import { withFolder } from "../support/folder.ts";
import { runTask, type TaskResult } from "../support/task.ts";

const names = [
  "Deno",
  "disk",
  "memory",
  "ports",
  "data",
  "project",
  "cache",
  "variables",
  "MongoDB",
  "Python",
  "Jupyter",
  "browser",
  "Java",
  "Spark",
];

/** What `doctor --json` prints, by name. */
function findingsOf({ stdout, stderr }: TaskResult): Map<string, Finding> {
  assertEquals(stdout.trim().split("\n").length, 1, stderr);
  const findings: Finding[] = JSON.parse(stdout);
  for (const finding of findings) {
    assertEquals(Object.keys(finding), ["name", "ok", "detail", "fix"]);
  }
  return new Map(findings.map((finding) => [finding.name, finding]));
}

/** Whether nothing is wrong that is not optional. */
const isWell = (findings: Map<string, Finding>) =>
  [...findings.values()].every(({ name, ok }) =>
    ok || ["cache", "browser", "Java", "Spark"].includes(name)
  );

/** What another Python, Jupyter, Java or network would have us be; its files are in a folder. */
async function foreignEnvironment(dir: string): Promise<Record<string, string>> {
  const python = join(dir, "python"), jupyter = join(dir, "jupyter");
  const kernel = join(jupyter, "kernels", "deno");
  await Deno.mkdir(join(python, "nbformat"), { recursive: true });
  await Deno.mkdir(kernel, { recursive: true });
  await Deno.writeTextFile(join(python, "nbformat", "__init__.py"), "raise SystemExit('not ours')");
  const spec = { argv: ["false"], display_name: "not ours", language: "none" };
  await Deno.writeTextFile(join(kernel, "kernel.json"), JSON.stringify(spec));
  const dead = "http://127.0.0.1:1";
  return {
    ...{ PYTHONPATH: python, PYTHONHOME: dir, PYTHONWARNINGS: "error", PYTHONSTARTUP: dir },
    ...{ JUPYTER_PATH: jupyter, JUPYTER_CONFIG_DIR: dir, IPYTHONDIR: dir, VIRTUAL_ENV: dir },
    ...{ PIP_USER: "1", CONDA_PREFIX: dir, JAVA_TOOL_OPTIONS: "-Xnone", CLASSPATH: dir },
    ...{ HTTP_PROXY: dead, https_proxy: dead, ALL_PROXY: dead, NO_PROXY: "intranet.dz" },
  };
}

Deno.test("doctor says of each thing what there is, and runs a cell, whatever the environment", async () => {
  await withFolder(async (parent) => {
    const dir = join(parent, "data");
    await Deno.mkdir(dir);
    await using dashboard = served(8000);
    const env = await foreignEnvironment(parent);
    const result = await runTask("doctor", ["--json"], { ...env, DZ_DATA: dir });
    const findings = findingsOf(result);
    if (dashboard) {
      assertMatch(findings.get("ports")?.detail ?? "", /^the dashboard runs on 8000/);
    }
    assertMatch(findings.get("Python")?.detail ?? "", /^3\./);
    assertEquals([...findings.keys()], names);
    assert(findings.get("Deno")?.detail.startsWith(Deno.version.deno));
    assertMatch(findings.get("Jupyter")?.detail ?? "", /^the Deno kernel ran a cell in \d+\.\d s$/);
    assertMatch(findings.get("MongoDB")?.detail ?? "", /^\d+\.\d+\.\d+, /);
    for (const { ok, fix } of findings.values()) assertEquals(fix === null, ok);
    assertEquals(result.code, isWell(findings) ? 0 : 1);
    assertEquals(await Array.fromAsync(Deno.readDir(dir)), [], "it leaves nothing");
  });
});

Deno.test("doctor says what is wrong and what mends it", async (t) => {
  await withFolder(async (dir) => {
    const examined = async (env: Record<string, string>) => {
      const result = await runTask("doctor", ["--json"], { DZ_DATA: dir, ...env });
      return { findings: findingsOf(result), code: result.code };
    };
    const assertWrong = (finding: Finding | undefined, detail: RegExp, fix: RegExp) => {
      assertEquals(finding?.ok, false);
      assertMatch(finding?.detail ?? "", detail);
      assertMatch(finding?.fix ?? "", fix);
    };

    await t.step("no mongod, and a port that another program has", async () => {
      using listener = free(8000);
      const { findings, code } = await examined({ DZ_MONGOD: join(dir, "mongod") });
      assertEquals(code, 1);
      assertWrong(findings.get("MongoDB"), /DZ_MONGOD=/, /DZ_MONGOD/);
      if (!listener) return; // a dashboard runs on this machine
      assertWrong(findings.get("ports"), /another program listens on 8000/, /--port 8001/);
    });

    await t.step({
      name: "a Python that is too new for Spark; no Java is no illness, for PyPI has one",
      ignore: Deno.build.os === "windows", // knows no scripts with #!
      fn: async () => {
        const bin = join(dir, "bin");
        await Deno.mkdir(bin);
        await Deno.writeTextFile(join(bin, "python3"), "#!/bin/sh\necho 3.13.1\n", { mode: 0o755 });
        const { findings } = await examined({ PATH: bin, JAVA_HOME: dir });
        assertEquals(findings.get("Python")?.detail, "3.13.1");
        const tooNew =
          /needs Python 3\.9 to 3\.12, python3 is Python 3\.13\.1\. .*\(only `deno task/;
        assertWrong(findings.get("Spark"), tooNew, /3\.12/);
        assertMatch(findings.get("Java")?.detail ?? "", /^17.* from PyPI/);
      },
    });

    await t.step(
      "no Python, and a server that does not answer; its password is not shown",
      async () => {
        const uri = "mongodb://amina:s3cret@127.0.0.1:1/?replicaSet=x";
        const { findings, code } = await examined({ PATH: dir, MONGODB_URI: uri });
        assertEquals(code, 1);
        assertWrong(
          findings.get("Python"),
          /needs Python 3\.10 or later, there is none/,
          /python\.org/,
        );
        const unreachable = /^Cannot reach MongoDB at mongodb:\/\/amina:\*\*\*@127/;
        assertWrong(findings.get("MongoDB"), unreachable, /MONGODB_URI/);
      },
    );
  });
});

/** What a dashboard says of its health, where none runs. */
function served(port: number): Deno.HttpServer | undefined {
  const options = { hostname: "127.0.0.1", port, onListen: () => {} };
  try {
    return Deno.serve(options, () => Response.json({ following: true }));
  } catch {
    return undefined;
  }
}

function free(port: number): Deno.Listener | undefined {
  try {
    return Deno.listen({ hostname: "127.0.0.1", port });
  } catch {
    return undefined;
  }
}
