/** How the counts of the real set are carried over to another number of orders. */
import { oracle } from "../../oracle.ts";

/** The size of a market that is generated. */
export class Size {
  readonly orders: number;
  readonly #scale: number;

  constructor(orders: number) {
    this.orders = orders;
    this.#scale = orders / oracle.rows.orders;
  }

  /** A count of the real set at this size; the real size gives it back as it is. */
  of(count: number): number {
    return Math.round(count * this.#scale);
  }

  /** The same, but at least one where there are some 500 orders, so that no trap is lost. */
  rare(count: number): number {
    return Math.max(this.orders >= 500 ? 1 : 0, this.of(count));
  }
}
