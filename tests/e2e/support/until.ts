import { pause } from "../../../lib/base/pause.ts";

/**
 * Polls until `probe` gives something other than `undefined` or `false`.
 *
 * @param what names the thing waited for, in the error
 * @throws {Error} after `timeout_ms`
 */
export async function until<T>(
  what: string,
  probe: () => Promise<T | undefined | false> | T | undefined | false,
  timeout_ms = 30_000,
): Promise<T> {
  const deadline = performance.now() + timeout_ms;
  while (performance.now() < deadline) {
    const found = await probe();
    if (found !== undefined && found !== false) return found;
    await pause(20);
  }
  throw new Error(`Waited ${timeout_ms / 1000} s in vain until ${what}`);
}
