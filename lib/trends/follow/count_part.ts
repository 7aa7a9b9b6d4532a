/** The count of what is new in one file of a followed log. */
import { addCubes, type CubeShape } from "../scan/cube.ts";
import type { Header } from "../scan/kernel.ts";
import { shopLog } from "../../log_format.ts";
import { LogScanner } from "../scan/log_scanner.ts";
import { addRejected, type RejectedLine } from "../scan/rejected_rows.ts";
import { LogError } from "../scan/scan_file.ts";
import { type Part, UnsettledError } from "./find_parts.ts";
import { fingerprint_bytes, type FollowState, withoutPlace } from "./follow_state.ts";
import { startsWith } from "./same_log.ts";

/** How to count a part of a log. */
export interface CountOptions {
  readonly shape: CubeShape;
  /** The compiled kernel; absent: all is done in TypeScript. */
  readonly module?: WebAssembly.Module | undefined;
  /** Told of each line that cannot be used, and of which file. */
  readonly onReject: (path: string, line: RejectedLine) => boolean;
  /** Told the bytes of the file counted so far, and how many there are, if that is known. */
  readonly onProgress?: ((bytes: number, total: number) => void) | undefined;
}

/**
 * Counts what is new in a part of a log: its whole records, and the last one too if it is final.
 *
 * @returns the state with these counts and this place, or the same one if nothing is new
 * @throws {UnsettledError} if the file was cut while it was read
 * @throws {LogError} if it is not a log, or if it is compressed and damaged
 */
export async function countPart(
  state: FollowState,
  part: Part,
  options: CountOptions,
): Promise<FollowState> {
  const { file, from, isFinal } = part;
  const size = file.size();
  const resumed = !from || from === state.place ? state : { ...state, place: from };
  if (!isFinal && size === from?.offset) return resumed;
  const scanner = await scan(part, isFinal ? Infinity : size, options);
  const offset = scanner.position;
  const tail = await file.slice(Math.max(offset - fingerprint_bytes, 0), offset);
  const head = await file.slice(0, fingerprint_bytes);
  // Had it been cut since it was opened, and written anew, what was read would not be what was meant.
  if (file.size() < offset || !startsWith(head, file.head)) {
    throw new UnsettledError(`Cannot read ${file.path}: it was cut meanwhile. Try again`);
  }
  const counts = scanner.counts();
  const isNew = from ? offset > from.offset : counts.rows_read > 0;
  if (!isNew && !isFinal) return resumed;
  const counted: FollowState = {
    ...state,
    rows_read: state.rows_read + counts.rows_read,
    rows_kept: state.rows_kept + counts.rows_kept,
    rejected: addRejected([state, counts]),
    times: state.times ?? counts.times,
    cube: counts.rows_kept > 0 ? addCubes([state.cube, counts.cube]) : state.cube,
  };
  const place = {
    id: file.id,
    offset,
    lines: scanner.lines,
    header: scanner.header as Header,
    head: head.subarray(0, offset),
    tail,
  };
  if (isFinal) return withoutPlace({ ...counted, place }, head);
  return { ...counted, place, since_ms: file.modified_ms };
}

async function scan(
  { file, from }: Part,
  to: number,
  { shape, module, onReject, onProgress }: CountOptions,
): Promise<LogScanner> {
  const scanner = new LogScanner({
    format: shopLog,
    shape,
    module,
    header: from?.header,
    onReject: (line) => onReject(file.path, line),
  });
  if (from) {
    const inLine = from.tail.at(-1) !== newline; // one that is too long, the rest of which is left out
    scanner.begin({ position: from.offset, line: from.lines, inLine });
  }
  try {
    for await (const piece of file.pieces(from?.offset ?? 0, to)) {
      scanner.push(piece);
      onProgress?.(scanner.position, to);
    }
    if (to === Infinity) scanner.finish();
    return scanner;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new LogError(`Cannot read ${file.path}: ${error.message}`, { cause: error });
  }
}

const newline = 10;
