/** The errors that a user can act on. Whatever else is thrown is a defect of ours. */
import { firstLine } from "./text/first_line.ts";

/** Something went wrong that the user can put right. The message is one line: what was attempted,
 * the offending value, what to do. Scripts print it and exit with `exitCode`. */
export class DzError extends Error {
  readonly exitCode: 1 | 2 = 1;

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
  }
}

/** The command was called wrongly: an unknown flag, a value out of range. */
export class UsageError extends DzError {
  override readonly exitCode = 2 as const;
}

/** Something is wrong that another try, with nothing changed, would find again. */
export class LastingError extends DzError {}

/** A file or folder could not be read or written. */
export class FileError extends DzError {
  /** @param attempt what was attempted, such as `Cannot read data/logs.csv` */
  static from(attempt: string, error: unknown): FileError {
    return new FileError(`${attempt}: ${fileErrorReason(error)}`, { cause: error });
  }
}

/** What an error says, in its first line; whatever was thrown. */
export function reasonOf(error: unknown): string {
  return firstLine(String((error as Error)?.message ?? error));
}

/** Whether the system says that something is wrong with a file, and not a defect of ours. */
export function isSystemError(error: unknown): boolean {
  return Object.values(Deno.errors).some((type) => error instanceof type) ||
    /^E[A-Z]+$/.test(String((error as { code?: unknown }).code));
}

function fileErrorReason(error: unknown): string {
  if (error instanceof Deno.errors.NotFound) return "no such file or folder";
  if (error instanceof Deno.errors.PermissionDenied) return "permission denied";
  if (error instanceof Deno.errors.NotADirectory) return "a part of the path is not a folder";
  if (error instanceof Deno.errors.IsADirectory) return "it is a folder, not a file";
  if (error instanceof Deno.errors.FilesystemLoop) return "its links lead in a circle";
  if (error instanceof Deno.errors.AlreadyExists) return "it is a file, not a folder";
  const { code, message } = error as { code?: string; message?: string };
  if (code === "ENOSPC") return "no space left on the disk";
  if (code === "EROFS") return "the file system is read-only";
  if (code === "EISDIR") return "it is a folder, not a file";
  return (message ?? String(error)).replace(/ \(os error \d+\)/, "");
}
