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
  "MongoDB",
  "Python",
  "Jupyter",
  "browser",
  "Java",
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

Deno.test("doctor says of each thing what there is, and runs a cell", async () => {
  await withFolder(async (dir) => {
    const result = await runTask("doctor", ["--json"], { DZ_DATA: dir });
    const findings = findingsOf(result);
    assertEquals([...findings.keys()], names);
    assert(findings.get("Deno")?.detail.startsWith(Deno.version.deno));
    assertMatch(findings.get("Jupyter")?.detail ?? "", /^the Deno kernel ran a cell in \d+\.\d s$/);
    assertMatch(findings.get("MongoDB")?.detail ?? "", /^\d+\.\d+\.\d+, /);
    for (const { ok, fix } of findings.values()) assertEquals(fix === null, ok);
    assertEquals(await Array.fromAsync(Deno.readDir(dir)), [], "it leaves nothing");
  });
});

Deno.test("doctor says what is wrong and what mends it", async (t) => {
  await withFolder(async (dir) => {
    const wrong = async (env: Record<string, string>, name: string) => {
      const result = await runTask("doctor", ["--json"], { DZ_DATA: dir, ...env });
      return { finding: findingsOf(result).get(name), code: result.code };
    };

    await t.step("a server that does not answer; its password is not shown", async () => {
      const { finding, code } = await wrong(
        { MONGODB_URI: "mongodb://amina:s3cret@127.0.0.1:1/?replicaSet=x" },
        "MongoDB",
      );
      assertEquals([finding?.ok, code], [false, 1]);
      assertMatch(finding?.detail ?? "", /^Cannot reach MongoDB at mongodb:\/\/amina:\*\*\*@127/);
      assertMatch(finding?.fix ?? "", /MONGODB_URI/);
    });

    await t.step("no mongod", async () => {
      const { finding, code } = await wrong({ DZ_MONGOD: join(dir, "mongod") }, "MongoDB");
      assertEquals([finding?.ok, code], [false, 1]);
      assertMatch(finding?.detail ?? "", /DZ_MONGOD=/);
    });

    await t.step("no Java, which only Spark needs", async () => {
      const { finding, code } = await wrong({ JAVA_HOME: dir }, "Java");
      assertEquals(finding?.ok, false);
      assertMatch(
        finding?.detail ?? "",
        /there is no Java at JAVA_HOME=.*\(only `deno task spark`/,
      );
      assertMatch(finding?.fix ?? "", /Java 17/);
      assertEquals(
        code,
        (await wrong({}, "Java")).code,
        "that there is no Java makes no difference",
      );
    });

    await t.step("no Python", async () => {
      const { finding, code } = await wrong({ PATH: dir }, "Python");
      assertEquals([finding?.ok, code], [false, 1]);
      assertMatch(finding?.detail ?? "", /needs Python 3\.10 or later, there is none/);
      assertMatch(finding?.fix ?? "", /python\.org/);
    });

    await t.step("a port that another program has", async () => {
      using listener = free(8000);
      if (!listener) return; // a dashboard runs on this machine
      const { finding, code } = await wrong({}, "ports");
      assertEquals([finding?.ok, code], [false, 1]);
      assertMatch(finding?.detail ?? "", /another program listens on 8000/);
    });
  });
});

function free(port: number): Deno.Listener | undefined {
  try {
    return Deno.listen({ hostname: "127.0.0.1", port });
  } catch {
    return undefined;
  }
}
