/**
 * Locks on files, for what only one process may do at a time. It is the system's lock on an open file, so
 * it ends with the process, however that ends; the file itself stays.
 */
import { dirname } from "node:path";
import { encoded } from "../text/encoded.ts";

/**
 * Takes the lock, waiting for as long as another has it, and gives it back after `action`.
 *
 * @throws what the system says if the file cannot be written
 */
export async function withFileLock<T>(path: string, action: () => Promise<T>): Promise<T> {
  Deno.mkdirSync(dirname(path), { recursive: true });
  using file = await Deno.open(path, { create: true, write: true });
  await file.lock(true);
  return await action();
}

/**
 * Takes the lock if nobody has it; the file then holds our process id for others to name.
 *
 * @returns ends it; `undefined` if another has it
 * @throws what the system says if the file cannot be written
 */
export function tryFileLock(path: string): Disposable | undefined {
  Deno.mkdirSync(dirname(path), { recursive: true });
  const file = Deno.openSync(path, { create: true, read: true, write: true });
  if (!file.tryLockSync(true)) {
    file.close();
    return undefined;
  }
  file.truncateSync();
  file.writeSync(encoded(String(Deno.pid)));
  return { [Symbol.dispose]: () => file.close() };
}

/**
 * Takes the lock together with others that do the same, if nobody has it alone; who has it is not noted.
 *
 * @returns ends it; `undefined` if somebody has it alone
 * @throws what the system says if the file cannot be opened
 */
export function trySharedFileLock(path: string): Disposable | undefined {
  Deno.mkdirSync(dirname(path), { recursive: true });
  const file = Deno.openSync(path, { create: true, read: true, write: true });
  if (!file.tryLockSync(false)) {
    file.close();
    return undefined;
  }
  return { [Symbol.dispose]: () => file.close() };
}

/** Who has a lock that {@linkcode tryFileLock} did not get, such as `process 4711`. */
export function lockHolder(path: string): string {
  try {
    return `process ${Number.parseInt(Deno.readTextFileSync(path))}`;
  } catch {
    return "another process"; // Windows lets nobody read what is locked
  }
}
