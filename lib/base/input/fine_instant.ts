/** An instant that is finer than a `Date`, as Parquet files have them. */

/** An instant in micro- or nanoseconds: a `Date` to the millisecond, and the digits behind. */
export class FineInstant extends Date {
  /** The digits behind the milliseconds, in threes; none if they are zeros. */
  readonly #behind: string;

  /** @param ticks so many since 1970, 10 to the power of `decimals` a second; 6 or 9 decimals */
  constructor(ticks: bigint, decimals: 6 | 9) {
    const perMillisecond = 10n ** BigInt(decimals - 3);
    const behind = ((ticks % perMillisecond) + perMillisecond) % perMillisecond;
    super(Number((ticks - behind) / perMillisecond));
    this.#behind = String(behind).padStart(decimals - 3, "0").replace(/(000)+$/, "");
  }

  /** With as many decimals as it has, in threes. */
  override toISOString(): string {
    return super.toISOString().replace("Z", `${this.#behind}Z`);
  }
}
