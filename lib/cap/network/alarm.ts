/** An alarm that rings to within a few hundredths of a millisecond. */

/**
 * Within this before the time set, waiting is active: timers have a resolution of 1 ms and are late by
 * another.
 */
const active_ms = 2;

/** Rings at a time to within a few hundredths of a ms, where `setTimeout` is late by a ms or more. */
export class Alarm {
  #at_ms = Infinity;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #waitsActively = false;

  /** @param ring is told the time, in ms as of `performance.now()` */
  constructor(readonly ring: (now_ms: number) => void) {}

  /** Sets the alarm, unless it will ring earlier anyway; `Infinity` changes nothing. */
  setFor(at_ms: number): void {
    if (at_ms >= this.#at_ms) return;
    this.#at_ms = at_ms;
    this.#wait();
  }

  #wait(): void {
    if (this.#waitsActively) return; // which sees the new time
    clearTimeout(this.#timer);
    const left_ms = this.#at_ms - performance.now();
    if (left_ms > active_ms) {
      this.#timer = setTimeout(() => this.#wait(), Math.floor(left_ms - active_ms));
    } else {
      this.#waitsActively = true;
      this.#look();
    }
  }

  /** Looks at the clock again and again, and lets whatever else there is to do be done in between. */
  #look(): void {
    const now_ms = performance.now();
    if (now_ms < this.#at_ms) {
      setImmediate(() => this.#look());
      return;
    }
    this.#waitsActively = false;
    this.#at_ms = Infinity;
    this.ring(now_ms);
  }
}
