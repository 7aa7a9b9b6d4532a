import { assertMatch, assertRejects } from "@std/assert";
import { DzError } from "../../lib/base/errors.ts";
import { requirePython } from "../../lib/python/complete_environment.ts";

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
