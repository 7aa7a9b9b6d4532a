/** The lock by which one process at a time follows a log. */
import { DzError, FileError } from "../../base/errors.ts";
import { lockHolder, tryFileLock } from "../../base/files/file_lock.ts";

/** Another process follows the same log. */
export class FollowedError extends DzError {}

/**
 * Takes the lock of a followed log.
 *
 * @throws {FollowedError} if another process has it
 * @throws {FileError} if the file cannot be written
 */
export function lockLog(path: string, log: string): Disposable {
  const lock = tried(path);
  if (lock) return lock;
  throw new FollowedError(
    `Cannot follow ${log}: ${lockHolder(path)} follows it already. Stop that one first`,
  );
}

function tried(path: string): Disposable | undefined {
  try {
    return tryFileLock(path);
  } catch (error) {
    throw FileError.from(`Cannot write ${path}`, error);
  }
}
