/** Why a program, or a library of machine code, does not run although it is there. */
import { existsSync, statSync } from "node:fs";
import { reasonOf } from "../errors.ts";
import { noexecMount } from "./noexec.ts";

/**
 * The reason in words, for a sentence that says what cannot be run.
 *
 * @param path of the program or the library
 * @param error with which it failed, or what it said
 */
export function whyNotRun(path: string, error: unknown): string {
  const said = typeof error === "string" ? error : reasonOf(error);
  const mount = noexecMount(path);
  if (mount && existsSync(path)) return onNoexec(mount);
  if (
    isForeign(path) || /exec format|wrong ELF class|invalid ELF header|bad CPU type/i.test(said)
  ) {
    return "it is made for another processor or system";
  }
  const isMissing = error instanceof Deno.errors.NotFound || /ENOENT|not found$/.test(said);
  if (isMissing) {
    return existsSync(path)
      ? "what it needs to start is not there: an interpreter, or another C library (as glibc on Alpine)"
      : "no such file or folder";
  }
  if (error instanceof Deno.errors.PermissionDenied || /EACCES|permission denied/i.test(said)) {
    const { mode, isFolder } = kindOf(path);
    if (isFolder) return "it is a folder, not a program";
    return mode !== null && (mode & 0o111) === 0
      ? "permission denied: it is not marked as executable"
      : "permission denied";
  }
  return said.replace(/ \(os error \d+\)/, "");
}

/** What is wrong with every program on such a file system. */
export const onNoexec = (mount: string): string =>
  `the file system at ${mount} is mounted noexec, no program runs from there`;

/** Whether it is a program, but none as the one that runs now; a shell would take it for a script. */
function isForeign(path: string): boolean {
  const [its, ours] = [makeOf(path), makeOf(Deno.execPath())];
  return its !== undefined && ours !== undefined && its !== ours;
}

/** The format of a program, and for which processor it is. */
function makeOf(path: string): string | undefined {
  const head = new Uint8Array(20);
  try {
    using file = Deno.openSync(path);
    file.readSync(head);
  } catch {
    return undefined;
  }
  const magic = head.subarray(0, 4).toHex();
  if (magic === "7f454c46") return `ELF ${head[4]} ${head[18]} ${head[19]}`;
  if (magic.startsWith("4d5a")) return "of Windows";
  return /^(cffaedfe|cefaedfe|cafebabe)$/.test(magic) ? "of macOS" : undefined;
}

function kindOf(path: string): { mode: number | null; isFolder: boolean } {
  try {
    const stat = statSync(path);
    return { mode: Deno.build.os === "windows" ? null : stat.mode, isFolder: stat.isDirectory() };
  } catch {
    return { mode: null, isFolder: false };
  }
}
