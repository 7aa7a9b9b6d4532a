import { assertEquals, assertMatch, assertRejects } from "@std/assert";
import { join } from "node:path";
import { DzError } from "../../lib/base/errors.ts";
import {
  completeEnvironment,
  existingEnvironment,
  requirePython,
} from "../../lib/python/complete_environment.ts";
import { environmentDir } from "../../lib/python/python_environment.ts";
import { withFolder } from "../e2e/support/folder.ts";

const recipe = { name: "test", purpose: "fly", contents: "wings", requirements: "none.txt" };

Deno.test("requirePython() says which Python there is, and which is needed", async () => {
  assertMatch(await requirePython({ ...recipe, pythons: { from: 6 } }), /^3\.\d+\.\d+$/);
  await assertRejects(
    () => requirePython({ ...recipe, pythons: { from: 99 } }),
    DzError,
    "Cannot fly: it needs Python 3.99 or later, ",
  );
  await assertRejects(
    () => requirePython({ ...recipe, pythons: { from: 1, to: 2 } }),
    DzError,
    "Cannot fly: it needs Python 3.1 to 3.2, ",
  );
});

Deno.test("of two that need an environment one makes it, whole, and the other waits for it", async () => {
  await withFolder(async (dir) => {
    const requirements = join(dir, "requirements.txt");
    await Deno.writeTextFile(requirements, "");
    await Deno.writeTextFile(join(dir, "sitecustomize.py"), "raise SystemExit('not ours')");
    const name = `test-${Deno.pid}`;
    let finished = 0;
    const made = { ...recipe, name, requirements, pythons: { from: 6 } };
    const finish = {
      id: "wings",
      run: async () => {
        if (finished++ > 0) return;
        assertEquals((await Deno.stat(environmentDir(name))).isDirectory, true);
        throw new DzError("the first wings break");
      },
    };
    const notices: string[] = [];
    const make = () => completeEnvironment({ ...made, finish }, (notice) => notices.push(notice));
    const foreign = {
      ...{ PYTHONPATH: dir, PYTHONHOME: dir, PYTHONWARNINGS: "error", PYTHONSTARTUP: dir },
      ...{ PIP_USER: "1", PIP_TARGET: dir, PIP_REQUIRE_HASHES: "1", VIRTUAL_ENV: dir },
    };
    try {
      for (const [variable, value] of Object.entries(foreign)) Deno.env.set(variable, value);
      await assertRejects(make, DzError, "the first wings break");
      assertEquals(await Deno.stat(environmentDir(name)).catch(() => "gone"), "gone");
      const [one, two] = await Promise.all([make(), make()]);
      assertEquals([one, finished], [two, 2]);
      assertEquals(notices, Array(2).fill("Fetching wings; this is done once"));
      assertEquals(await existingEnvironment({ ...made, finish }), one);
    } finally {
      for (const variable of Object.keys(foreign)) Deno.env.delete(variable);
      await Deno.remove(environmentDir(name), { recursive: true });
      await Deno.remove(`${environmentDir(name)}.lock`);
    }
  });
});
