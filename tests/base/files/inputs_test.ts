import { assertEquals, assertRejects, assertThrows } from "@std/assert";
import { join } from "node:path";
import { UsageError } from "../../../lib/base/errors.ts";
import { keepInput, refuseInput } from "../../../lib/base/files/inputs.ts";
import { writeFileWhole } from "../../../lib/base/files/replace_files.ts";
import { openInput } from "../../../lib/base/input/open_input.ts";
import { withFolder } from "../../e2e/support/folder.ts";

Deno.test("nothing is written over an input, however it is spelled", () =>
  withFolder(async (dir) => {
    const input = join(dir, "in.csv");
    await Deno.writeTextFile(input, "user,item\n");
    const outputs = [input, `${dir}/./in.csv`, join(dir, "hard.csv")];
    await Deno.link(input, join(dir, "hard.csv"));
    if (Deno.build.os !== "windows") {
      await Deno.symlink("in.csv", join(dir, "link.csv"));
      await Deno.symlink(".", join(dir, "folder"));
      outputs.push(join(dir, "link.csv"), join(dir, "folder", "in.csv"));
    }
    using _open = await openInput(input);
    for (const output of outputs) {
      await assertRejects(() => writeFileWhole(output, ""), UsageError, `Cannot write ${output}: `);
      assertEquals(await Deno.readTextFile(input), "user,item\n");
    }
    await writeFileWhole(join(dir, "out.csv"), "new");
  }));

Deno.test("an input that is read through a link is an input", {
  ignore: Deno.build.os === "windows",
}, () =>
  withFolder(async (dir) => {
    const [file, link] = [join(dir, "file.csv"), join(dir, "link.csv")];
    await Deno.writeTextFile(file, "user,item\n");
    await Deno.symlink("file.csv", link);
    {
      using _open = await openInput(link);
      await assertRejects(() => writeFileWhole(file, ""), UsageError, "by another name");
    }
    await writeFileWhole(file, "new"); // it is closed
    keepInput(link);
    assertThrows(() => refuseInput(file), UsageError, `it is the input ${link} by another name`);
  }));
