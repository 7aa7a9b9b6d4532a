/** What tells files and folders apart, whatever they are called. */

/** Tells apart the files that are there at one moment. */
export function fileId({ dev, ino, birthtime }: Deno.FileInfo): string {
  return `${dev}:${ino ?? birthtime?.getTime()}`;
}

/**
 * Which file or folder a path leads to at this moment, links followed: the same by all of its paths, and after it
 * was moved. `undefined` if the path leads to nothing.
 */
export function fileIdAt(path: string): string | undefined {
  try {
    const info = Deno.statSync(path);
    return info.ino ? fileId(info) : Deno.realPathSync(path); // some systems have no numbers
  } catch {
    return undefined; // whoever opens it says why it cannot be
  }
}

/** Whether both paths lead to the same, which is there. */
export function leadToSame(a: string, b: string): boolean {
  const id = fileIdAt(a);
  return id !== undefined && id === fileIdAt(b);
}
