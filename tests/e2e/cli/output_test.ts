/** What leaves a task: where it goes to, and what of strangers' text is in it. */
import { assert, assertEquals, assertMatch } from "@std/assert";
import { join } from "node:path";
import { zipSync } from "fflate";
import { projectDir } from "../../../lib/base/settings.ts";
import { withFolder } from "../support/folder.ts";
import { runTask, startScript } from "../support/task.ts";

const phases = "tests/e2e/cli/phases_starter.ts";
/** Tasks that print without a database. */
const printing: readonly (readonly [script: string, ...args: string[]])[] = [
  ["scripts/trends.ts", "--help"],
  ["scripts/spark.ts", "recs", "--help"],
  ["scripts/servers.ts", "status"],
  ["scripts/servers.ts", "status", "--json"],
  [phases],
];
const isPosix = Deno.build.os !== "windows";

Deno.test({ name: "a closed pipe ends a task quietly", ignore: !isPosix }, async (t) => {
  await withFolder(async (dir) => {
    for (const [script, ...args] of printing) {
      await t.step([script, ...args].join(" "), async () => {
        const child = startScript(script, args, { DZ_DATA: dir });
        await child.stdout.cancel();
        const stderr = await new Response(child.stderr).text();
        assertEquals([stderr, (await child.status).code], ["", 141]);
      });
    }
  });
});

/** Runs a script with its output redirected as a shell does, such as `> /dev/full`. */
async function redirected(how: string, script: string, ...args: readonly string[]) {
  return await withFolder(async (dir) => {
    const { code, stdout, stderr } = await new Deno.Command("sh", {
      args: ["-c", `exec "$@" ${how}`, "sh", Deno.execPath(), "run", "-A", script, ...args],
      cwd: projectDir,
      env: { NO_COLOR: "1", DZ_DATA: dir },
    }).output();
    const [out = "", err = ""] = [stdout, stderr].map((bytes) => new TextDecoder().decode(bytes));
    return { code, out, err };
  });
}

Deno.test({
  name: "a full disk behind standard output is one line",
  ignore: Deno.build.os !== "linux",
}, async () => {
  for (const [script, ...args] of printing) {
    const { code, err } = await redirected("> /dev/full", script, ...args);
    const line = "Error: Cannot write to standard output: no space left on the disk\n";
    assertEquals([script, code, err], [script, 1, line]);
  }
});

Deno.test(
  { name: "a task goes on without a place for what it says aside", ignore: !isPosix },
  async () => {
    const normal = await redirected("", phases);
    assertEquals(normal.code, 0);
    for (const how of ["2>&-", "2> /dev/full", "<&- 2>&-"]) {
      assertEquals(await redirected(how, phases), { ...normal, err: "" });
    }
    const wrong = await redirected("2>&-", "scripts/trends.ts", "--top", "0");
    assertEquals(wrong, { code: 2, out: "", err: "" });
    const silent = await redirected(">&- 2>&-", phases);
    assertEquals(silent, { code: 0, out: "", err: "" });
  },
);

Deno.test("what strangers wrote does not steer the terminal", async (t) => {
  const steering = /[\p{Cc}\u202a-\u202e\u2066-\u2069]/u;
  const assertHarmless = (text: string) =>
    assertEquals(text.split("\n").filter((line) => steering.test(line)), []);
  await withFolder(async (dir) => {
    await t.step("in an error about a file", async () => {
      const log = join(dir, "esc.csv");
      await Deno.writeTextFile(log, "user,item,weight\nu1,i1,\x1b]0;set by a data file\x07\n");
      const args = ["--interactions", log, "--out", join(dir, "o.jsonl")];
      const { code, stderr } = await runTask("recs", args);
      assertEquals(code, 1);
      assertMatch(stderr, /\\u001b\]0;set by a data file\\u0007/);
      assertHarmless(stderr);
    });
    await t.step("in arguments, and in the name of a file", async () => {
      const { stderr } = await runTask("recs", ["--\x1b[31mflag", "\u202e"]);
      assert(stderr.includes("\\u001b[31m"), stderr);
      assertHarmless(stderr);
      const other = await runTask("submit", ["--verify", join(dir, "a\nb\x1b[8m.zip")]);
      assertHarmless(other.stderr);
      assertEquals(other.stderr.split("\n").length, 2);
    });
    await t.step("in a zip", async () => {
      const zip = join(dir, "ansi.zip");
      const manifest = {
        ...{ version: 1, name: "\x1b[2J\x1b[31mStudent 1\n✔ every file is as the manifest says" },
        ...{ group: "\u202eG2", made: "2025-12-01T10:00:00.000Z", complete: false },
        ...{ problems: ["\x1b[8mnothing"], files: [] },
      };
      const bytes = new TextEncoder().encode(JSON.stringify(manifest));
      await Deno.writeFile(zip, zipSync({ "manifest.json": bytes, "\x1b[1A.txt": bytes }));
      const { stdout, stderr } = await runTask("submit", ["--verify", zip]);
      assertHarmless(stdout + stderr);
      assertEquals(stdout.split("\n").length, 5, stdout);
      const json = await runTask("submit", ["--verify", zip, "--json"]);
      assertHarmless(json.stdout);
      assertEquals(JSON.parse(json.stdout).name, manifest.name);
    });
    await t.step("in the phases of a pipeline", async () => {
      const { out } = await redirected("", phases);
      assertMatch(out, /Phase two\\u001b\[2J/);
      assertHarmless(out);
    });
  });
});
