/** What we noted in a file of JSON, read again. */
import type { z } from "zod";
import { FileError } from "../errors.ts";

/**
 * What is noted in a file; `undefined` if there is none.
 *
 * @param shape what it has to look like
 * @param notUnderstood the error if it does not, as when somebody has written into it
 * @throws {FileError} if it cannot be read
 */
export async function readSaved<T>(
  path: string,
  shape: z.ZodType<T>,
  notUnderstood: (options: ErrorOptions) => Error,
): Promise<T | undefined> {
  let text;
  try {
    text = await Deno.readTextFile(path);
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    throw FileError.from(`Cannot read ${path}`, error);
  }
  try {
    return shape.parse(JSON.parse(text));
  } catch (cause) {
    throw notUnderstood({ cause });
  }
}
