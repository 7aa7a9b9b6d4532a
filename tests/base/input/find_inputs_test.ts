import { assertEquals, assertRejects, assertStringIncludes } from "@std/assert";
import { join } from "node:path";
import { FileError, UsageError } from "../../../lib/base/errors.ts";
import { findInputs } from "../../../lib/base/input/find_inputs.ts";
import { withFolder } from "../../e2e/support/folder.ts";

const isWindows = Deno.build.os === "windows";

async function write(dir: string, ...names: string[]): Promise<void> {
  for (const name of names) {
    await Deno.mkdir(join(dir, name, ".."), { recursive: true });
    await Deno.writeTextFile(join(dir, name), name);
  }
}

const pathsOf = async (...names: string[]) => (await findInputs(names)).paths;

Deno.test("findInputs finds files, those of a folder, and what fits a pattern, each once", async () => {
  await withFolder(async (dir) => {
    await write(dir, "b.csv", "a.csv.gz", "c.parquet", "e.CSV", "notes.txt", "[1].csv");
    await Deno.mkdir(join(dir, "d.csv"));
    const inDir = (...names: string[]) => names.map((name) => join(dir, name));
    assertEquals(await pathsOf(join(dir, "notes.txt"), "-"), [join(dir, "notes.txt"), "-"]);
    assertEquals(
      await pathsOf(dir),
      inDir("[1].csv", "a.csv.gz", "b.csv", "c.parquet", "e.CSV"),
    );
    assertEquals(
      await pathsOf(join(dir, "?.csv*"), join(dir, "b.csv")),
      inDir("a.csv.gz", "b.csv"),
    );
    assertEquals(await pathsOf(...inDir("[1].csv")), inDir("[1].csv"));
    assertEquals(await pathsOf(join(dir, "b.csv"), `${dir}/./b.csv`), inDir("b.csv"));
    assertEquals(await pathsOf("-", "/dev/stdin", "-"), ["-"]);
  });
});

Deno.test("findInputs says in one line what it leaves out of a folder or a pattern", async () => {
  await withFolder(async (dir) => {
    await write(dir, "a.csv", ".b.csv", "._a.csv", "notes.txt", "2024/c.csv", "d.csv/e.csv");
    await Deno.link(join(dir, "a.csv"), join(dir, "same.csv"));
    assertEquals(await findInputs([dir]), {
      paths: [join(dir, "a.csv")],
      leftOut: [
        `${dir}: left out ._a.csv, .b.csv, 2024/, d.csv/, notes.txt and 1 more`,
      ],
    });
    const fitting = await findInputs([join(dir, "*.csv")]);
    assertEquals(fitting.paths, [join(dir, "a.csv")]);
    assertStringIncludes(
      fitting.leftOut.join(),
      `left out ${join(dir, "d.csv")}/, ${join(dir, "same.csv")} (${
        join(dir, "a.csv")
      } is the same`,
    );
    assertEquals(
      await findInputs([join(dir, "**", "?.csv")]),
      {
        paths: ["2024/c.csv", "a.csv", "d.csv/e.csv"].map((name) => join(dir, name)),
        leftOut: [`${join(dir, "**", "?.csv")}: left out ${join(dir, "d.csv")}/`],
      },
    );
    assertEquals((await findInputs([join(dir, "a.csv")])).leftOut, []);
  });
});

Deno.test("findInputs follows links to files, and refuses one that leads nowhere", {
  ignore: isWindows,
}, async () => {
  await withFolder(async (dir) => {
    await write(dir, "folder/b.csv", "real/a.csv");
    const folder = join(dir, "folder");
    await Deno.symlink("../real/a.csv", join(folder, "a.csv"));
    await Deno.symlink("../real", join(folder, "more"));
    await Deno.symlink("b.csv", join(folder, "c.csv"));
    const found = [join(folder, "a.csv"), join(folder, "b.csv")];
    assertEquals(await findInputs([folder]), {
      paths: found,
      leftOut: [
        `${folder}: left out more, ${join(folder, "c.csv")} (${found[1]} is the same file)`,
      ],
    });
    assertEquals(await pathsOf(`${folder}/*.csv`), found);
    await Deno.symlink("folder", join(dir, "linked"));
    assertEquals((await pathsOf(join(dir, "linked"))).length, 2);
    for (const target of ["../real/gone.csv", "d.csv"]) {
      await Deno.symlink(target, join(folder, "d.csv"));
      await assertRejects(() => findInputs([folder]), FileError, `Cannot read ${folder}/d.csv: `);
      await Deno.remove(join(folder, "d.csv"));
    }
  });
});

Deno.test("findInputs leaves the pipes of a folder to who names them", {
  ignore: isWindows,
}, async () => {
  await withFolder(async (dir) => {
    await write(dir, "a.csv");
    const pipe = join(dir, "pipe.csv");
    await new Deno.Command("mkfifo", { args: [pipe] }).output();
    assertEquals((await findInputs([dir])).leftOut, [`${dir}: left out pipe.csv`]);
    assertEquals(await pathsOf(pipe), [pipe]);
  });
});

Deno.test("findInputs refuses one log in two forms, however it is named", async () => {
  await withFolder(async (dir) => {
    for (
      const [a, b] of [["x.csv", "x.parquet"], ["y.csv", "y.csv.gz"], ["z.csv.gz", "z.parquet"]]
    ) {
      await write(dir, a as string, b as string);
      const both = [join(dir, a as string), join(dir, b as string)];
      for (const names of [[dir], [`${join(dir, (a as string).slice(0, 1))}.*`], both]) {
        await assertRejects(() => findInputs(names), UsageError, "they are one file in two forms");
      }
      for (const path of both) await Deno.remove(path);
    }
    await write(dir, "one/x.csv", "two/x.csv.gz");
    assertEquals((await pathsOf(join(dir, "one"), join(dir, "two"))).length, 2);
  });
});

Deno.test("findInputs says what it did not find", async () => {
  await withFolder(async (dir) => {
    const fails = (name: string, type: typeof FileError | typeof UsageError, message: string) =>
      assertRejects(() => findInputs([join(dir, name)]), type, message);
    await fails("none.csv", FileError, "no such file");
    await fails(".", UsageError, "it has no .csv, .csv.gz, .parquet");
    await fails("*.csv", UsageError, "no file fits");
    await write(dir, "2025/a.csv");
    await fails(".", UsageError, "it has no .csv, .csv.gz, .parquet, but 2025/");
  });
});
