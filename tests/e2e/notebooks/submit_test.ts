/** Handing in where something is wrong. */
import { assertEquals, assertMatch, assertStringIncludes } from "@std/assert";
import { unzipSync, zipSync } from "fflate";
import { join } from "node:path";
import { findNotebooks } from "../../../lib/jupyter/find_notebooks.ts";
import { notebooksDir } from "../../../lib/rubric/course.ts";
import { storeCourse } from "../../../lib/rubric/store/course.ts";
import { replicaSetUri } from "../../../lib/mongo/server/replica_set.ts";
import { withFolder } from "../support/folder.ts";
import { testDatabase, withReplicaSet } from "../support/replica_set.ts";
import { runTask } from "../support/task.ts";

const names = await findNotebooks(notebooksDir(storeCourse));

Deno.test("a submission is made, marked as incomplete, also if nothing works", async () => {
  await withReplicaSet((set) =>
    withFolder(async (dataDir) => {
      // Refused at once; one that nobody answers would be waited for in each notebook.
      const MONGODB_URI = replicaSetUri(set, "owner", testDatabase)
        .replace(/\/\/[^@]+@/, "//amina:s3cret@");
      const flags = ["--name", "Nobody", "--json"];
      const made = await runTask("submit", flags, { DZ_DATA: dataDir, MONGODB_URI });
      assertEquals(made.code, 1, made.stderr);
      assertEquals(made.stderr.includes("s3cret"), false);
      for (const name of names) assertMatch(made.stderr, new RegExp(`^${name}, \\d+ cells$`, "m"));
      const { zip, complete, rubric } = JSON.parse(made.stdout);
      assertEquals(zip, join(dataDir, "submissions", "dzstore_nobody.zip"));
      assertEquals([complete, rubric.score, rubric.of], [false, 0, 12]);
      for (const check of rubric.checks) {
        assertEquals(Object.keys(check), ["criterion", "name", "points", "passed", "evidence"]);
      }
      assertMatch(
        rubric.checks[0]?.evidence ?? "",
        /^Cannot log in to MongoDB at mongodb:\/\/amina:\*\*\*@/,
      );
      const files = unzipSync(await Deno.readFile(zip));
      const text = (path: string) => new TextDecoder().decode(files[path]);
      assertMatch(
        JSON.parse(text("manifest.json")).problems.join("\n"),
        /^01_simulator: cell \d+ of \d+ failed: Cannot log in to MongoDB at mongodb:\/\/amina:\*\*\*@/m,
      );
      assertStringIncludes(text("index.html"), "Incomplete.");
      assertStringIncludes(text("html/01_simulator.html"), "Cannot log in to MongoDB");
      assertEquals(Object.keys(files).filter((path) => text(path).includes("s3cret")), []);
      const { code, stdout } = await runTask("submit", ["--verify", zip]);
      assertEquals(code, 0);
      assertMatch(stdout, /^✘ incomplete:\n/m);
    })
  );
});

Deno.test("submit called wrongly says so in one line, before any work", async (t) => {
  await withFolder(async (dir) => {
    const notZip = join(dir, "not.zip");
    await Deno.writeTextFile(notZip, "not a zip");
    await Deno.writeFile(join(dir, "other.zip"), zipSync({ "a.txt": new Uint8Array(2) }));
    const cases: readonly (readonly [string[], number, RegExp])[] = [
      [[], 2, /^Error: Cannot make a submission: --name "" must be a text/],
      [["--name", "  "], 2, /^Error: Cannot make a submission: --name/],
      [["--name", "a\nb"], 2, /^Error: Cannot make a submission: --name "a\\nb"/],
      [["--name", "A", "--group", ""], 2, /^Error: Cannot make a submission: --group ""/],
      [["--name", "A", "--out", dir], 1, /^Error: Cannot write .*: it is a folder, not a file/],
      [["--verify", join(dir, "none.zip")], 1, /^Error: Cannot read .*none\.zip: no such file/],
      [["--verify", notZip], 1, /^Error: Cannot use .*not\.zip as a zip/],
      [
        ["--verify", join(dir, "other.zip")],
        1,
        /^✘? ?.*manifest\.json is missing|is not as its manifest says/,
      ],
      [["--verify", notZip, "--name", "A"], 2, /^Error: Cannot use --verify together with --name/],
    ];
    for (const [args, expected, message] of cases) {
      await t.step(args.join(" ") || "nothing", async () => {
        const { code, stderr } = await runTask("submit", args, { DZ_DATA: dir });
        assertEquals(code, expected, stderr);
        assertMatch(stderr, message);
        assertEquals(stderr.includes("    at "), false, "no stack");
      });
    }
  });
});
