/** Switches from the stand-ins in `lib/compat/` to the real JSR packages. */
import { join } from "node:path";
import { DzError, reasonOf } from "../../lib/base/errors.ts";
import { writeFileWhole } from "../../lib/base/files/replace_files.ts";
import { call } from "../../lib/servers/call.ts";

/** The packages that have a stand-in. */
const linked = ["@fresh/core", "@std/assert", "@std/csv"];

/** Loads what is linked; fails if a package cannot be had. */
const attempt =
  'await Promise.all(["fresh", "@std/assert", "@std/csv"].map((name) => import(name)))';

/**
 * Unlinks the stand-ins in the configurations of the folders, and loads the real packages. Without them nothing
 * would run any more, so what does not work is undone.
 *
 * @throws {DzError} if the packages cannot be had, with the reason; the stand-ins are then back
 */
export async function useJsr(folders: readonly string[]): Promise<void> {
  const before = await Promise.all(
    folders.flatMap((folder) => ["deno.json", "deno.lock"].map((name) => join(folder, name)))
      .map(async (path) => ({ path, text: await Deno.readTextFile(path).catch(() => undefined) })),
  );
  try {
    for (const folder of folders) {
      await call(Deno.execPath(), ["unlink", ...linked], "unlink the stand-ins", { cwd: folder });
      await call(Deno.execPath(), ["eval", attempt], "load the real packages", { cwd: folder });
    }
  } catch (error) {
    for (const { path, text } of before) {
      if (text === undefined) await Deno.remove(path).catch(() => {});
      else await writeFileWhole(path, text);
    }
    throw new DzError(
      `Cannot use the real JSR packages: ${
        reasonOf(error).replace(/\.+$/, "")
      }. The stand-ins are used as before; ` +
        "JSR_URL names a mirror",
    );
  }
}
