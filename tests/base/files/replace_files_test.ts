import { assertEquals, assertMatch, assertRejects } from "@std/assert";
import { join } from "node:path";
import { FileError } from "../../../lib/base/errors.ts";
import { replaceFiles } from "../../../lib/base/files/replace_files.ts";
import { withFolder } from "../../e2e/support/folder.ts";

const namesIn = (dir: string) => Array.from(Deno.readDirSync(dir), ({ name }) => name).sort();
const text = (content: string) => new TextEncoder().encode(content);

Deno.test("replaceFiles() puts all files in place and returns the result", () =>
  withFolder(async (dir) => {
    const paths = [join(dir, "a.csv"), join(dir, "b.csv")];
    const result = await replaceFiles(paths, async ([a, b]) => {
      await a?.write(text("new a"));
      await b?.write(text("new b"));
      return 7;
    });
    assertEquals(result, 7);
    assertEquals(paths.map((path) => Deno.readTextFileSync(path)), ["new a", "new b"]);
    assertEquals(namesIn(dir), ["a.csv", "b.csv"]);
  }));

Deno.test("replaceFiles() keeps the old file and removes the temporary one when writing fails", () =>
  withFolder(async (dir) => {
    const path = join(dir, "a.csv");
    await Deno.writeTextFile(path, "old");
    await assertRejects(
      () =>
        replaceFiles([path], async ([file]) => {
          await file?.write(text("half"));
          throw new Error("stopped");
        }),
      Error,
      "stopped",
    );
    assertEquals(await Deno.readTextFile(path), "old");
    assertEquals(namesIn(dir), ["a.csv"]);
  }));

Deno.test("replaceFiles() removes what a killed run left, and leaves what a living one writes", () =>
  withFolder(async (dir) => {
    const path = join(dir, "a.csv");
    await Deno.writeTextFile(`${path}.99999999.1.tmp`, "a leftover of a killed run");
    const living = `a.csv.${Deno.ppid}.1.tmp`;
    await Deno.writeTextFile(join(dir, living), "being written");
    await replaceFiles([path], async ([file]) => void await file?.write(text("new")));
    assertEquals(await Deno.readTextFile(path), "new");
    assertEquals(namesIn(dir).sort(), ["a.csv", living].sort());
  }));

Deno.test("replaceFiles() says in one line which file cannot be written, and why", () =>
  withFolder(async (dir) => {
    const path = join(dir, "missing", "a.csv");
    const error = await assertRejects(
      () => replaceFiles([path], () => Promise.resolve()),
      FileError,
    );
    assertMatch(error.message, /^Cannot write .*a\.csv: no such file or folder$/);
  }));

Deno.test("replaceFiles() twice at once leaves one of the two versions, whole", () =>
  withFolder(async (dir) => {
    const path = join(dir, "a.csv");
    const versions = ["first ".repeat(5000), "second ".repeat(9000)];
    await Promise.all(versions.map((version) =>
      replaceFiles([path], async ([file]) => {
        for (let at = 0; at < version.length; at += 1000) {
          await file?.write(text(version.slice(at, at + 1000)));
        }
      })
    ));
    assertEquals(versions.includes(await Deno.readTextFile(path)), true);
    assertEquals(namesIn(dir), ["a.csv"]);
  }));
