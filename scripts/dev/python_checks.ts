/** Format and lint of the Python parts. */
import { fileURLToPath } from "node:url";
import type { OnNotice } from "../../lib/base/notice.ts";
import { projectDir } from "../../lib/base/settings.ts";
import { isolated, pythonTools } from "./python_tools.ts";
import { childCommand } from "../../lib/servers/child_environment.ts";

/** Where the Python parts are. */
const folders = ["lib", "scripts", "tests"];

/**
 * Runs ruff on the Python parts; what it finds goes to the console. Without Python it says so.
 *
 * @returns whether nothing was found
 * @throws {DzError} in CI, if ruff cannot be had
 */
export async function checkPython(onNotice: OnNotice): Promise<boolean> {
  const python = await pythonTools(onNotice);
  if (python === undefined) return true;
  const config = fileURLToPath(new URL("ruff.toml", import.meta.url));
  for (const args of [["format", "--check"], ["check"]]) {
    onNotice(`ruff ${args.join(" ")}`);
    const { success } = await childCommand(python, {
      args: [...isolated("ruff"), ...args, "--quiet", "--no-cache", "--config", config, ...folders],
      cwd: projectDir,
      stdin: "null",
      stdout: "inherit",
      stderr: "inherit",
    }).output();
    if (!success) return false;
  }
  return true;
}
