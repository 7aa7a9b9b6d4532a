/** Which file or folder a path leads to, whatever links lie on the way. */

/**
 * A name for the file or folder that is the same by all of its paths, and stays when it is moved: its device and
 * number, or where the system has no numbers its real path. `undefined` if the path leads to nothing.
 */
export function placeOf(path: string): string | undefined {
  try {
    const { dev, ino } = Deno.statSync(path);
    return ino ? `${dev}:${ino}` : Deno.realPathSync(path);
  } catch {
    return undefined;
  }
}

/** Whether both paths lead to the same, which is there. */
export function leadToSame(a: string, b: string): boolean {
  const place = placeOf(a);
  return place !== undefined && place === placeOf(b);
}
