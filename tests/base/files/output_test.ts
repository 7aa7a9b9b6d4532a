import { assertEquals, assertMatch, assertRejects, assertThrows } from "@std/assert";
import { join } from "node:path";
import { FileError } from "../../../lib/base/errors.ts";
import { requireWritable, requireWritableFolder } from "../../../lib/base/files/output.ts";
import { writeFileWhole } from "../../../lib/base/files/replace_files.ts";
import { withFolder } from "../../e2e/support/folder.ts";

const ignore = Deno.build.os === "windows";

Deno.test(
  "a file replaces what links lead to, and the links stay",
  { ignore },
  () =>
    withFolder(async (dir) => {
      await Deno.mkdir(join(dir, "disk"));
      await Deno.writeTextFile(join(dir, "disk", "old.csv"), "old");
      for (
        const [link, target] of [["a", "disk/old.csv"], ["b", "disk/new.csv"], ["c", "a"]] as const
      ) {
        await Deno.symlink(target, join(dir, link));
      }
      for (const link of ["a", "b", "c"]) {
        await writeFileWhole(join(dir, link), `by ${link}`);
        assertEquals((await Deno.lstat(join(dir, link))).isSymlink, true);
      }
      const texts = ["old.csv", "new.csv"].map((name) =>
        Deno.readTextFile(join(dir, "disk", name))
      );
      assertEquals(await Promise.all(texts), ["by c", "by b"]);
    }),
);

Deno.test("what is no file is never replaced by one", { ignore }, () =>
  withFolder(async (dir) => {
    const [pipe, folder, link, circle] = ["pipe", "folder", "link", "circle"]
      .map((name) => join(dir, name)) as [string, string, string, string];
    await new Deno.Command("mkfifo", { args: [pipe] }).output();
    await Deno.mkdir(folder);
    await Deno.symlink("pipe", link);
    await Deno.symlink("circle", circle);
    for (
      const [path, reason] of [
        [pipe, "it is a pipe or a device, not a file"],
        [link, "it is a pipe or a device, not a file"],
        [folder, "it is a folder, not a file"],
        [circle, "its links lead in a circle"],
        ["/dev/null", "it is a pipe or a device, not a file"],
      ] as const
    ) {
      assertThrows(() => requireWritable(path), FileError, `Cannot write ${path}: ${reason}`);
      if (path === "/dev/null") continue;
      await assertRejects(() => writeFileWhole(path, ""), FileError, reason);
    }
    assertEquals((await Deno.stat(pipe)).isFifo, true);
  }));

Deno.test("whether something can be written is found out without making anything", () =>
  withFolder(async (dir) => {
    await Deno.writeTextFile(join(dir, "file"), "");
    requireWritable(join(dir, "new", "folder", "a.svg"));
    requireWritableFolder(join(dir, "new", "folder"));
    for (const path of [join(dir, "file"), join(dir, "file", "charts")]) {
      const { message } = assertThrows(() => requireWritableFolder(path), FileError);
      assertMatch(message, /it is a file, not a folder|a part of the path is not a folder/);
    }
    assertEquals([...Deno.readDirSync(dir)].map(({ name }) => name), ["file"]);
  }));
