import { assertEquals, assertMatch, assertRejects } from "@std/assert";
import { join } from "node:path";
import { DzError } from "../../lib/base/errors.ts";
import { useJsr } from "../../scripts/dev/use_jsr.ts";
import { withFolder } from "../e2e/support/folder.ts";

Deno.test("useJsr() undoes the switch if the real packages cannot be had, and says so in one line", async () => {
  await withFolder(async (dir) => {
    const names = ["fresh", "std-assert", "std-csv"];
    const version = "99.0.0"; // which no mirror has
    for (const name of names) {
      const package_ = { name: `@x/${name}`, version, exports: "./mod.ts" };
      await Deno.mkdir(join(dir, name));
      await Deno.writeTextFile(join(dir, name, "deno.json"), JSON.stringify(package_));
    }
    const config = JSON.stringify({
      imports: {
        "fresh": `jsr:@fresh/core@${version}`,
        "@std/assert": `jsr:@std/assert@${version}`,
      },
      links: names.map((name) => `./${name}`),
    });
    const before = Deno.env.get("JSR_URL");
    try {
      Deno.env.set("JSR_URL", "http://127.0.0.1:1/");
      await Deno.writeTextFile(join(dir, "deno.json"), config);
      const { message } = await assertRejects(() => useJsr([dir]), DzError);
      assertMatch(
        message,
        /^Cannot use the real JSR packages: Cannot [^\n]+ The stand-ins are used/,
      );
    } finally {
      if (before === undefined) Deno.env.delete("JSR_URL");
      else Deno.env.set("JSR_URL", before);
    }
    assertEquals(await Deno.readTextFile(join(dir, "deno.json")), config);
    assertEquals(await Deno.stat(join(dir, "deno.lock")).catch(() => "none"), "none");
  });
});
