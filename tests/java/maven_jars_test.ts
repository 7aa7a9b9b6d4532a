/** Jars that are known one by one: fetched from a repository, refused if they are others. */
import { assertEquals, assertRejects } from "@std/assert";
import { createHash } from "node:crypto";
import { join } from "node:path";
import { DzError } from "../../lib/base/errors.ts";
import { fetchJars } from "../../lib/java/maven_jars.ts";

const java = { home: "", version: "17.0.1", major: 17, modules: [], where: "", env: {} };

Deno.test("jars come from a repository where mvn has none, each held to its checksum", async () => {
  const files = Array.from({ length: 20 }, (_, at) => [`g/a${at}/1/a${at}-1.jar`, `jar ${at}`]);
  await using server = Deno.serve(
    { hostname: "127.0.0.1", port: 0, onListen: () => {} },
    (asked) => {
      const path = new URL(asked.url).pathname.slice("/maven/".length);
      const [, text] = files.find(([name]) => name === path) ?? [];
      return new Response(text ?? "none", { status: text === undefined ? 404 : 200 });
    },
  );
  const repository = `http://127.0.0.1:${server.addr.port}/maven`;
  const sum = (text = "") => createHash("sha256").update(text).digest("hex");
  const checksums = new Map(files.map(([path = "", text]) => [path, sum(text)]));
  const jars = { coordinates: ["no.such.group:nothing:1"], checksums };
  const folder = await Deno.makeTempDir();
  try {
    const at = join(folder, "jars");
    await Deno.mkdir(at);
    await Deno.writeTextFile(join(at, "unknown.jar"), "");
    await fetchJars(jars, at, { java, repository, mvn: "no-such-program" });
    assertEquals([...Deno.readDirSync(at)].length, files.length);
    assertEquals(await Deno.readTextFile(join(at, "a7-1.jar")), "jar 7");
    const fetching = (more: readonly [string, string]) =>
      fetchJars({ ...jars, checksums: new Map([...checksums, more]) }, at, {
        ...{ java, repository, mvn: "no-such-program" },
      });
    await assertRejects(() => fetching(["g/b/1/b-1.jar", ""]), DzError, "it answered 404");
    await assertRejects(
      () => fetching(["g/a3/1/a3-1.jar", "ab"]),
      DzError,
      "not ab, the known one",
    );
  } finally {
    await Deno.remove(folder, { recursive: true });
  }
});
