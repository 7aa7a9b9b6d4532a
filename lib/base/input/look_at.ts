/** What is at a path that is to be read. */
import { FileError } from "../errors.ts";

/**
 * What is at a path, links followed.
 *
 * @throws {FileError} if nothing is there, or a link that leads nowhere, or it cannot be looked at
 */
export async function lookAt(path: string): Promise<Deno.FileInfo> {
  try {
    return await Deno.stat(path);
  } catch (error) {
    const target = error instanceof Deno.errors.NotFound ? await linkTarget(path) : undefined;
    if (target === undefined) throw FileError.from(`Cannot read ${path}`, error);
    const reason = `it is a link to ${target}, which is not there`;
    throw new FileError(`Cannot read ${path}: ${reason}`, { cause: error });
  }
}

const linkTarget = (path: string) => Deno.readLink(path).catch(() => undefined);
