import { assertEquals, assertRejects } from "@std/assert";
import { DzError } from "../../lib/base/errors.ts";
import { call, reasonIn } from "../../lib/servers/call.ts";

Deno.test("reasonIn() finds the line that names the error, and shows no password", () => {
  const stderr = [
    "WARNING: retrying https://amina:s3cret@pypi.example/simple",
    "ERROR: Cannot reach https://amina:s3cret@pypi.example/simple",
    "",
  ].join("\n");
  assertEquals(reasonIn(stderr), "ERROR: Cannot reach https://amina:***@pypi.example/simple");
  assertEquals(reasonIn("one\ntwo\n"), "two");
  assertEquals(reasonIn(""), "it failed");
});

Deno.test("call() gives what a program wrote, or says why it failed", async () => {
  const run = (code: string) => call(Deno.execPath(), ["eval", code], "try it", { cwd: "/" });
  assertEquals(await run("console.log(Deno.cwd())"), `${Deno.realPathSync("/")}\n`);
  await assertRejects(
    () => run("console.error('error: no wings'); Deno.exit(1)"),
    DzError,
    "Cannot try it: error: no wings",
  );
  await assertRejects(() => call("no-such-program", [], "try it"), DzError, "Cannot try it: ");
});
