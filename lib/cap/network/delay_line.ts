/**
 * What is on its way in one direction: everything comes out in the order in which it went in, a delay
 * later. Delays overlap, as on a long cable: the second thing does not wait until the first is there.
 */
export class DelayLine<T> {
  readonly #onTheWay: { readonly value: T; readonly due_ms: number }[] = [];
  #lastDue_ms = -Infinity;

  /** Puts a value in. If the delay has become shorter, it still does not overtake those before it. */
  push(value: T, now_ms: number, delay_ms: number): void {
    this.#lastDue_ms = Math.max(this.#lastDue_ms, now_ms + delay_ms);
    this.#onTheWay.push({ value, due_ms: this.#lastDue_ms });
  }

  /** When the next value is due; `Infinity` if none is on its way. */
  get nextDue_ms(): number {
    return this.#onTheWay[0]?.due_ms ?? Infinity;
  }

  /** Takes out what is due by now. */
  take(now_ms: number): T[] {
    const first = this.#onTheWay.findIndex(({ due_ms }) => due_ms > now_ms);
    const due = this.#onTheWay.splice(0, first < 0 ? this.#onTheWay.length : first);
    return due.map(({ value }) => value);
  }
}
