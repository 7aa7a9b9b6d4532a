/** A question to a store, with an end. */

/** No page waits longer. */
const patience_ms = 10_000;

/** A store does not answer in time. */
export class NoAnswerError extends Error {}

/** @throws {NoAnswerError} if it takes too long; it then goes on unheard */
export async function within<T>(ask: () => Promise<T>): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new NoAnswerError()), patience_ms);
  try {
    const asked = ask();
    asked.catch(() => {}); // heard below, if it is in time
    return await Promise.race([asked, promise]);
  } finally {
    clearTimeout(timer);
  }
}
