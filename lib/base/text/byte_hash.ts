/** Bytes told apart without making texts of them. */

/** FNV-1a, 32 bits (http://www.isthe.com/chongo/tech/comp/fnv/), its high bits folded in. */
export function hash(bytes: Uint8Array, from: number, to: number): number {
  let h = 0x811c9dc5;
  for (let i = from; i < to; i++) h = Math.imul(h ^ (bytes[i] as number), 0x01000193);
  return h ^ (h >>> 15);
}

/** Whether `bytes[from..to)` spells the key. */
export function equals(key: Uint8Array, bytes: Uint8Array, from: number, to: number): boolean {
  if (key.length !== to - from) return false;
  for (let i = 0; i < key.length; i++) if (key[i] !== bytes[from + i]) return false;
  return true;
}
