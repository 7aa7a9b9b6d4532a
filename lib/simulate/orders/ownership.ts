/** Which user owns which product: one bit for each pair. */
export class Ownership {
  readonly #bits: Uint8Array;
  readonly #bytesPerUser: number;

  constructor(users: number, products: number) {
    this.#bytesPerUser = Math.ceil(products / 8);
    this.#bits = new Uint8Array(users * this.#bytesPerUser);
  }

  has(user: number, product: number): boolean {
    const byte = this.#bits[user * this.#bytesPerUser + (product >> 3)] ?? 0;
    return ((byte >> (product & 7)) & 1) === 1;
  }

  add(user: number, product: number): void {
    const i = user * this.#bytesPerUser + (product >> 3);
    this.#bits[i] = (this.#bits[i] ?? 0) | (1 << (product & 7));
  }

  /** Forgets everything that `user` owns. */
  clear(user: number): void {
    const from = user * this.#bytesPerUser;
    this.#bits.fill(0, from, from + this.#bytesPerUser);
  }
}
