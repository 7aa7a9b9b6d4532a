/** Texts that come up again and again, decoded once. */
import { equals, hash } from "../../base/text/byte_hash.ts";

const slots = 1 << 14;
const decoder = new TextDecoder("utf-8", { ignoreBOM: true });

/** Decodes texts that come up again and again, most of them only once. */
export class TextCache {
  readonly #texts = new Array<string>(slots).fill("");
  /** What the texts were decoded from. */
  readonly #keys = new Array<Uint8Array>(slots).fill(new Uint8Array());

  /** The text that `bytes[from..to)` spells. */
  text(bytes: Uint8Array, from: number, to: number): string {
    const slot = hash(bytes, from, to) & (slots - 1);
    if (!equals(this.#keys[slot] as Uint8Array, bytes, from, to)) {
      const key = this.#keys[slot] = bytes.slice(from, to);
      this.#texts[slot] = decoder.decode(key);
    }
    return this.#texts[slot] as string;
  }
}
