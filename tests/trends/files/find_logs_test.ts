import { assertEquals, assertThrows } from "@std/assert";
import { join } from "node:path";
import { FileError, UsageError } from "../../../lib/base/errors.ts";
import { findLogs } from "../../../lib/trends/files/find_logs.ts";
import { withFolder } from "../../e2e/support/folder.ts";

Deno.test("findLogs finds files, all logs of a folder, and what fits a pattern, each once", async () => {
  await withFolder(async (dir) => {
    for (const name of ["b.csv", "a.csv.gz", "c.parquet", "notes.txt", "[1].csv"]) {
      await Deno.writeTextFile(join(dir, name), "");
    }
    await Deno.mkdir(join(dir, "d.csv"));
    const inDir = (...names: string[]) => names.map((name) => join(dir, name));
    assertEquals(findLogs([join(dir, "notes.txt"), "-"]), [join(dir, "notes.txt"), "-"]);
    assertEquals(findLogs([dir]), inDir("[1].csv", "a.csv.gz", "b.csv", "c.parquet"));
    assertEquals(findLogs([join(dir, "?.csv*"), join(dir, "b.csv")]), inDir("a.csv.gz", "b.csv"));
    assertEquals(findLogs(inDir("[1].csv")), inDir("[1].csv"));
    assertEquals(findLogs([join(dir, "b.csv"), `${dir}/./b.csv`]), inDir("b.csv"));
  });
});

Deno.test("findLogs refuses a folder that has one log in two forms, and takes both if they are named", async () => {
  await withFolder(async (dir) => {
    const both = ["x.csv", "x.parquet"].map((name) => join(dir, name));
    for (const path of both) await Deno.writeTextFile(path, "");
    assertThrows(() => findLogs([dir]), UsageError, "are one log");
    assertThrows(() => findLogs([join(dir, "x.*")]), UsageError, "are one log");
    assertEquals(findLogs(both), both);
  });
});

Deno.test("findLogs says what it did not find", async () => {
  await withFolder((dir) => {
    assertThrows(() => findLogs([join(dir, "none.csv")]), FileError, "no such file");
    assertThrows(() => findLogs([dir]), UsageError, "it has no .csv");
    assertThrows(() => findLogs([join(dir, "*.csv")]), UsageError, "no file fits");
    return Promise.resolve();
  });
});
