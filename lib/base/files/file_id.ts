/** What tells files apart, whatever they are called. */

/** Tells apart the files that are there at one moment. */
export function fileId({ dev, ino, birthtime }: Deno.FileInfo): string {
  return `${dev}:${ino ?? birthtime?.getTime()}`;
}

/** Which file a path leads to at this moment, links followed; `undefined` if to none. */
export function fileIdAt(path: string): string | undefined {
  try {
    const info = Deno.statSync(path);
    return info.ino === null ? Deno.realPathSync(path) : fileId(info); // some systems have no numbers
  } catch {
    return undefined; // whoever opens it says why it cannot be
  }
}
