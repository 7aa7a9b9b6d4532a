import { assertEquals, assertMatch } from "@std/assert";
import { join } from "node:path";
import { readSettings } from "../../lib/base/settings.ts";
import { newUsers } from "../../lib/mongo/server/replica_set.ts";
import { saveSet } from "../../lib/mongo/server/set_files.ts";
import { recordProcess } from "../../lib/servers/process_record.ts";
import { type Examination, examine } from "../../scripts/doctor/examination.ts";
import { ports } from "../../scripts/doctor/ports.ts";
import { cache, data, variables } from "../../scripts/doctor/surroundings.ts";
import { withFolder } from "../e2e/support/folder.ts";
import { mountNoexec, unmount } from "../e2e/support/mount.ts";

const examined = (examination: Examination, env: Record<string, string>) =>
  examine(examination, readSettings(env), env);

Deno.test("the doctor sees who has the set's ports, can read its secrets, and runs from elsewhere", () =>
  withFolder(async (folder) => {
    const env = { DZ_DATA: join(folder, "data") };
    const dir = join(folder, "data", "mongo"), moved = join(folder, "moved");
    assertMatch((await examined(data, env)).detail, /^no replica set is kept/);
    await using server = Deno.serve({ port: 0, onListen: () => {} }, () => new Response());
    const taken = server.addr.port;
    await saveSet(dir, { name: "dzstore", ports: [1, taken, 2], users: newUsers() }, true);
    assertMatch((await examined(ports, env)).detail, new RegExp(`another program .* ${taken}, in`));
    assertEquals((await examined(data, env)).ok, true);
    if (Deno.build.os !== "windows") {
      await Deno.chmod(join(dir, "keyfile"), 0o644);
      const { ok, detail, fix } = await examined(data, env);
      assertEquals(ok, false);
      assertMatch(detail, /\(mode 0644\): chmod 600 .*keyfile/);
      assertMatch(fix ?? "", /DZ_DATA/);
      await Deno.chmod(join(dir, "keyfile"), 0o600);
    }
    await Deno.mkdir(join(dir, "member0"));
    await recordProcess(join(dir, "member0", "process.json"), Deno.pid);
    assertEquals((await examined(data, env)).ok, true);
    await Deno.rename(join(folder, "data"), moved);
    const { ok, detail } = await examined(data, { DZ_DATA: moved });
    assertEquals(ok, false);
    assertMatch(detail, /runs from .*\/data\/mongo\/member0, where it was before/);
  }));

Deno.test("the doctor sees a cache from which nothing runs, or that is another's, and no home", () =>
  withFolder(async (folder) => {
    assertEquals((await examined(cache, { DZ_CACHE: folder })).detail, folder);
    if (Deno.build.os !== "windows") {
      assertMatch((await examined(cache, {})).detail, /since HOME is not set$/);
    }
    if (!await mountNoexec(folder)) return;
    try {
      const { ok, detail, fix } = await examined(cache, { DZ_CACHE: join(folder, "cache") });
      assertEquals(ok, false);
      assertMatch(detail, /mounted noexec/);
      assertMatch(fix ?? "", /DZ_CACHE/);
    } finally {
      await unmount(folder);
    }
    await Deno.chmod(folder, 0o1777);
    await Deno.mkdir(join(folder, "cache"));
    await Deno.chown(join(folder, "cache"), 4711, null);
    assertMatch(
      (await examined(cache, { DZ_CACHE: join(folder, "cache") })).detail,
      /another user/,
    );
  }));

Deno.test("the doctor names variables that lead elsewhere, and not what they say", async () => {
  assertEquals(
    (await examined(variables, { PATH: "/bin" })).detail,
    "none leads programs elsewhere",
  );
  const { ok, detail } = await examined(variables, {
    HTTP_PROXY: "http://amina:s3cret@proxy",
    all_proxy: "socks5://proxy",
    PYTHONPATH: "/x",
    PYTHONHOME: "",
    PIP_USER: "1",
    JUPYTER_PATH: "/y",
  });
  assertEquals(ok, true);
  assertMatch(
    detail,
    /^HTTP_PROXY, all_proxy would catch 127\.0\.0\.1.*; JUPYTER_PATH, PIP_USER, PYTHONPATH: /,
  );
  assertEquals(/s3cret|\/x/.test(detail), false);
});
