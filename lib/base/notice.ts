/** The type of what tells a person how far work is, apart from its result. */

/** What is told of work that takes time, such as a download beginning. */
export type OnNotice = (notice: string) => void;

/** Shows how much of long work is done: `update` as often as there is news, `end` once. */
export interface Progress {
  update(done: number): void;
  end(): void;
}

/** Begins to show the progress of `total` units of work, such as `orders`. */
export type StartProgress = (unit: string, total: number) => Progress;
