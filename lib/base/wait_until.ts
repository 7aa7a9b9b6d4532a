/** Waiting for what should happen by itself, with patience and an end. */
import { pause } from "./pause.ts";
import { DzError } from "./errors.ts";

/** Something that should have happened by itself did not happen in time. */
export class WaitedInVainError extends DzError {
  constructor(what: string, timeout_ms: number) {
    super(
      `Waited ${timeout_ms / 1000} s in vain until ${what}. ` +
        "The machine may be too busy: run again when nothing else runs",
    );
  }
}

/** How long replica sets may take for an election, a restart or a rollback: ten times the usual. */
export const patience_ms = 60_000;

const poll_ms = 50;

/**
 * Asks about every 50 ms until there is an answer.
 *
 * @param what completes "waited until", such as `there is a primary`
 * @param probe gives `undefined` for as long as it has to be asked again
 * @throws {WaitedInVainError} after `timeout_ms`
 */
export async function waitUntil<T>(
  what: string,
  probe: () => Promise<T | undefined> | T | undefined,
  timeout_ms = patience_ms,
): Promise<T> {
  const deadline = performance.now() + timeout_ms;
  for (;;) {
    const answer = await probe();
    if (answer !== undefined) return answer;
    if (performance.now() > deadline) throw new WaitedInVainError(what, timeout_ms);
    await pause(poll_ms);
  }
}
