/**
 * Imported first by the scripts that need libraries of machine code (Polars, esbuild): where these cannot be loaded,
 * since nothing runs from the project's file system, it says so, before they fail in words of their own.
 */
import { join } from "node:path";
import { noexecMount } from "../../lib/base/files/noexec.ts";
import { onNoexec } from "../../lib/base/files/why_not_run.ts";
import { printAside } from "../../lib/base/print.ts";
import { projectDir } from "../../lib/base/settings.ts";

const folder = join(projectDir, "node_modules");
const mount = noexecMount(folder);
if (mount) {
  printAside(
    `Error: Cannot load the libraries in ${folder}: ${
      onNoexec(mount)
    }. Move the project to another ` +
      "file system, and if the cache lies on such a one too, point DZ_CACHE elsewhere",
  );
  Deno.exit(1);
}
