/** The stand-ins' tests and the dashboard's, with the real packages, where a mirror of JSR is named. */
import { assertEquals } from "@std/assert";
import { join } from "node:path";
import { projectDir } from "../../lib/base/settings.ts";
import { withFolder } from "../e2e/support/folder.ts";

const files = ["compat", "e2e/dashboard/pages_test.ts", "e2e/dashboard/added_page_test.ts"];

Deno.test({
  name: "the real packages pass the tests of the stand-ins and of the dashboard's pages",
  ignore: !Deno.env.get("JSR_URL"),
}, async () => {
  await withFolder(async (dir) => {
    const config = JSON.parse(await Deno.readTextFile(join(projectDir, "tests", "deno.json")));
    const path = join(dir, "deno.json");
    await Deno.writeTextFile(
      path,
      JSON.stringify({ ...config, links: [], nodeModulesDir: "none" }),
    );
    const { success, stdout, stderr } = await new Deno.Command(Deno.execPath(), {
      args: [
        ...["test", "--allow-all", "--no-check", "--no-lock", "--config", path],
        ...files.map((file) => join("tests", file)),
      ],
      cwd: projectDir,
      env: { NO_COLOR: "1" },
    }).output();
    const said = [stdout, stderr].map((bytes) => new TextDecoder().decode(bytes)).join("");
    assertEquals(success, true, said);
  });
});
