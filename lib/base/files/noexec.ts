/** File systems from which no program may be run: mounted `noexec`. */
import { existsSync, readFileSync, realpathSync } from "node:fs";
import { dirname } from "node:path";

/**
 * The mount point of the file system on which a path is or would be, if it is mounted `noexec`. Only Linux says.
 *
 * @param mounts as in `/proc/self/mountinfo`
 */
export function noexecMount(path: string, mounts = mountsOfThisProcess()): string | undefined {
  const real = realPathOf(path);
  let found: { point: string; options: string } | undefined;
  for (const line of mounts.split("\n")) {
    const [, , , , point = "", options = ""] = line.split(" ").map(unescaped);
    const holds = point === "/" || real === point || real.startsWith(`${point}/`);
    // Of two on one point the later one hides the former.
    if (point && holds && point.length >= (found?.point.length ?? 0)) found = { point, options };
  }
  return found?.options.split(",").includes("noexec") ? found.point : undefined;
}

function mountsOfThisProcess(): string {
  if (Deno.build.os !== "linux") return "";
  try {
    return readFileSync("/proc/self/mountinfo", "utf8");
  } catch {
    return "";
  }
}

/** Without links, of a path whose last parts may not be there yet. */
function realPathOf(path: string): string {
  let there = path;
  while (!existsSync(there) && there !== dirname(there)) there = dirname(there);
  try {
    return realpathSync(there) + path.slice(there.length);
  } catch {
    return path;
  }
}

/** Blanks and such are written as `\040`. */
const unescaped = (field: string): string =>
  field.replace(/\\([0-7]{3})/g, (_, octal: string) => String.fromCharCode(parseInt(octal, 8)));
