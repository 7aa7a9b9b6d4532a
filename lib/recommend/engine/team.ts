/** How the threads of one job take turns. */

/** How the threads of one training or ranking take turns. */
export interface Team {
  /** The number of this thread, from 0. */
  readonly thread: number;
  /** Calls `work` with every number below `count` that no other thread has taken in this phase. */
  share(count: number, work: (block: number) => void): void;
}

/** The one thread that does everything. */
export const alone: Team = {
  thread: 0,
  share: (count, work) => {
    for (let block = 0; block < count; block++) work(block);
  },
};

/** The words at the beginning of the shared control array. */
const arrived = 0, generation = 1, stopped = 2, heartbeat = 3, counters = 16;

/** How many words a team needs that goes through so many phases. */
export function controlWords(phases: number): number {
  return counters + phases;
}

/** How often a thread looks whether the others are there before it goes to sleep. */
const looks = 2000;

/** Thrown in a thread when the team was told to stop. */
export class Stopped extends Error {}

/**
 * One thread's end of a team. A phase ends when every thread has found nothing left to take; each
 * phase has a counter of its own, so none is ever reset.
 */
export class ThreadedTeam implements Team {
  #phase = 0;

  /** @param control zeros at first, in shared memory */
  constructor(
    readonly thread: number,
    readonly threads: number,
    readonly control: Int32Array<ArrayBufferLike>,
  ) {}

  share(count: number, work: (block: number) => void): void {
    const counter = counters + this.#phase++;
    if (counter >= this.control.length) throw new RangeError("Cannot share: no phase is left");
    for (;;) {
      const block = Atomics.add(this.control, counter, 1);
      if (block >= count) break;
      work(block);
      Atomics.add(this.control, heartbeat, 1);
    }
    this.#meet();
  }

  /** Waits for all threads. */
  #meet(): void {
    const { control } = this;
    const now = Atomics.load(control, generation);
    if (Atomics.load(control, stopped) !== 0) throw new Stopped();
    if (Atomics.add(control, arrived, 1) === this.threads - 1) {
      Atomics.store(control, arrived, 0);
      Atomics.add(control, generation, 1);
      Atomics.notify(control, generation);
    } else {
      for (let look = 0; look < looks; look++) {
        if (Atomics.load(control, generation) !== now) break;
      }
      while (Atomics.load(control, generation) === now) Atomics.wait(control, generation, now);
    }
    if (Atomics.load(control, stopped) !== 0) throw new Stopped();
  }
}

/** Makes every thread of a team stop at the end of its block. */
export function stopTeam(control: Int32Array<ArrayBufferLike>): void {
  Atomics.store(control, stopped, 1);
  Atomics.add(control, generation, 1);
  Atomics.notify(control, generation);
}

/** A number that changes as long as any thread of the team gets on. */
export function heartbeatOf(control: Int32Array<ArrayBufferLike>): number {
  return Atomics.load(control, heartbeat);
}
