/** Whether bytes are those of a log that is known already. */
import { shopLog } from "../../log_format.ts";
import { LogScanner } from "../scan/log_scanner.ts";
import { fingerprint_bytes, type LogPlace } from "./follow_state.ts";
import type { LogFile } from "./log_file.ts";

/** Whether a file has all that was counted up to a place, as its first bytes: the same file or a copy. */
export async function goesOn(file: LogFile, { offset, head, tail }: LogPlace): Promise<boolean> {
  return startsWith(file.head, head) &&
    equal(await file.slice(offset - tail.length, offset), tail);
}

/** Whether the first bytes of two files are those of one log, one of them copied earlier perhaps. */
export function isCopy(a: Uint8Array, b: Uint8Array): boolean {
  const [shorter, longer] = a.length < b.length ? [a, b] : [b, a];
  return startsWith(longer, shorter) && (shorter.length === longer.length || hasWholeRow(shorter));
}

/** Whether a file is a log with more than a header, if nothing is added to it any more. */
export function isLog(head: Uint8Array): boolean {
  try {
    return head.length >= fingerprint_bytes || scanHead(head, { isWhole: true }).rows.read > 0;
  } catch {
    return false;
  }
}

/**
 * Whether a log has a whole row. A header alone does not tell it from others, nor does half a row.
 *
 * @throws {SyntaxError} if it begins with something else than a header
 */
export function hasWholeRow(head: Uint8Array): boolean {
  return head.length >= fingerprint_bytes || scanHead(head).rows.read > 0;
}

/** Whether bytes are the same. */
export function equal(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && startsWith(a, b);
}

/** Whether `bytes` begin with `head`. */
export function startsWith(bytes: Uint8Array, head: Uint8Array): boolean {
  return bytes.length >= head.length && head.every((byte, index) => byte === bytes[index]);
}

function scanHead(head: Uint8Array, { isWhole = false } = {}): LogScanner {
  const scanner = new LogScanner({ format: shopLog, shape: { products: [] } });
  scanner.push(head);
  if (isWhole) scanner.finish();
  return scanner;
}
