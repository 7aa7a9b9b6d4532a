/** Whether bytes are a text. */

const decoder = new TextDecoder("utf-8", { fatal: true });

/** Whether `bytes[from..to)` are a text in UTF-8. */
export function isUtf8(bytes: Uint8Array, from: number, to: number): boolean {
  let at = from;
  while (at < to && (bytes[at] as number) < 0x80) at++;
  if (at === to) return true;
  try {
    decoder.decode(bytes.subarray(at, to));
    return true;
  } catch {
    return false;
  }
}
