/** What the packers that people use make of paths: backslashes, a folder around everything, files of the system. */
import { posix } from "node:path";

/** A path as it was meant: slashes, composed letters, no dot before it. */
export function meantPath(name: string): string {
  return name.replaceAll("\\", "/").replace(/^(\.\/)+/, "").normalize("NFC");
}

/** Whether a path leads out of the folder in which it is unpacked. */
export function leadsOut(path: string): boolean {
  return /^(\/|[a-z]:)/i.test(path) || path.split("/").includes("..");
}

/** Whether the system of who packed it has added the file: macOS, Windows or a desktop of Linux. */
export function isOfSystem(path: string): boolean {
  return /(^|\/)(__MACOSX|\.Trashes|\.Spotlight-V100|\.fseventsd|\$RECYCLE\.BIN)\//i.test(path) ||
    /^(\.DS_Store|\._.*|\.localized|(eh)?thumbs\.db|desktop\.ini|\.directory)$/i
      .test(posix.basename(path));
}

/** The folder, with its slash, in which a file of that name stands highest; `undefined` if there is none. */
export function folderOf(name: string, paths: readonly string[]): string | undefined {
  return paths.filter((path) => posix.basename(path) === name)
    .map((path) => path.slice(0, path.length - name.length))
    .sort((a, b) => a.split("/").length - b.split("/").length)[0];
}
