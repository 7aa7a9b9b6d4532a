/** What is to be done before this process ends because it was asked to. */

const cleanups = new Set<() => Promise<void>>();

/** Has `cleanUp` run if the process is asked to end while what is returned is in use. */
export function onStop(cleanUp: () => Promise<void>): Disposable {
  cleanups.add(cleanUp);
  return { [Symbol.dispose]: () => void cleanups.delete(cleanUp) };
}

/** Cleans up; what takes longer than `patience_ms`, or fails, is left to the next run. */
export async function cleanUpAll(patience_ms: number): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, patience_ms);
  const cleaning = Promise.allSettled([...cleanups].map((cleanUp) => cleanUp()));
  await Promise.race([cleaning, promise]);
  clearTimeout(timer);
}
