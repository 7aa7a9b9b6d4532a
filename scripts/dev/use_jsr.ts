/** Switches from the stand-ins in `lib/compat/` to the real JSR packages. */
import { DzError } from "../../lib/base/errors.ts";

/** The packages that have a stand-in. */
const linked = ["@fresh/core", "@std/assert", "@std/csv"];

/**
 * Unlinks the stand-ins in the configurations of the folders.
 *
 * @throws {DzError} if the packages cannot be had; Deno says why
 */
export async function useJsr(folders: readonly string[]): Promise<void> {
  for (const folder of folders) {
    const unlink = new Deno.Command(Deno.execPath(), {
      args: ["unlink", ...linked],
      cwd: folder,
      stdin: "null",
      stdout: "inherit",
      stderr: "inherit",
    });
    const { success } = await unlink.output();
    if (!success) throw new DzError(`Cannot use the real JSR packages in ${folder}`);
  }
}
