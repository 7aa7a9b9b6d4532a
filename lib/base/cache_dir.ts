/** Where the kit keeps what it has fetched, between projects and never within one. */
import { homedir, tmpdir } from "node:os";
import { posix, win32 } from "node:path";

/** What decides it besides the environment. */
export interface CacheOwner {
  readonly os: typeof Deno.build.os;
  /** The user's home as the system knows it; empty if it knows none. */
  readonly home: string;
  /** The folder for temporary files. */
  readonly temp: string;
  /** What tells users of the machine apart, such as the number of the user. */
  readonly user: string;
}

/**
 * The user's cache folder for the kit. Who has no home, as services have none, gets one of their own among the
 * temporary files. Relative paths in the variables count as missing, as the XDG specification wants it.
 */
export function cacheDirOf(
  env: Readonly<Record<string, string | undefined>>,
  { os, home, temp, user }: CacheOwner = thisUser(),
): string {
  const { isAbsolute, join } = os === "windows" ? win32 : posix;
  const [base, ...below] = [
    ...os === "windows"
      ? [[env.LOCALAPPDATA], [env.USERPROFILE, "AppData", "Local"], [home, "AppData", "Local"]]
      : os === "darwin"
      ? [[env.HOME, "Library", "Caches"], [home, "Library", "Caches"]]
      : [[env.XDG_CACHE_HOME], [env.HOME, ".cache"], [home, ".cache"]],
  ].find(([base = ""]) => isAbsolute(base)) ?? [];
  return base ? join(base, ...below.map(String), "dzstore") : join(temp, `dzstore-${user}`);
}

function thisUser(): CacheOwner {
  const user = Deno.build.os === "windows" ? "cache" : `${Deno.uid()}`;
  return { os: Deno.build.os, home: homeOfThisUser(), temp: tmpdir(), user };
}

function homeOfThisUser(): string {
  try {
    return homedir() ?? "";
  } catch {
    return ""; // the system knows none
  }
}
