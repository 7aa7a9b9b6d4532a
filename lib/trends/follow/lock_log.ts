import { dirname } from "node:path";
import { DzError, FileError } from "../../base/errors.ts";

/** Another process follows the same log. */
export class FollowedError extends DzError {}

/**
 * Takes the lock of a followed log. It is the system's lock on an open file, so it ends with the
 * process, however that ends; the file stays and holds the process id for the next to name.
 *
 * @throws {FollowedError} if another process has it
 * @throws {FileError} if the file cannot be written
 */
export function lockLog(path: string, log: string): Disposable {
  let file: Deno.FsFile;
  try {
    Deno.mkdirSync(dirname(path), { recursive: true });
    file = Deno.openSync(path, { create: true, read: true, write: true });
  } catch (error) {
    throw FileError.from(`Cannot write ${path}`, error);
  }
  if (!file.tryLockSync(true)) {
    file.close();
    throw new FollowedError(
      `Cannot follow ${log}: ${holder(path)} follows it already. Stop that one first`,
    );
  }
  file.truncateSync();
  file.writeSync(new TextEncoder().encode(String(Deno.pid)));
  return { [Symbol.dispose]: () => file.close() };
}

function holder(path: string): string {
  try {
    return `process ${Number.parseInt(Deno.readTextFileSync(path))}`;
  } catch {
    return "another process"; // Windows lets nobody read what is locked
  }
}
