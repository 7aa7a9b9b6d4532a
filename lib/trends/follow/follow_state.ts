/** What was counted of a followed log and up to where, as it is kept on disk. */
import { createHash } from "node:crypto";
import { deserialize, serialize } from "node:v8";
import { deflateRawSync, inflateRawSync } from "node:zlib";
import { dirname } from "node:path";
import { DzError, FileError } from "../../base/errors.ts";
import { attempt, replaceFiles } from "../../base/files/replace_files.ts";
import { writeAll } from "../../base/files/write_all.ts";
import type { QuarantineSize } from "../files/quarantine_lines.ts";
import { CubeBuilder } from "../scan/cube.ts";
import type { Header } from "../scan/kernel.ts";
import type { LogCounts } from "../scan/log_counts.ts";
import type { FollowKeys } from "./follow_keys.ts";

/** What was counted of a growing log, and up to where: one file on disk, written whole or not at all. */
export interface FollowState extends LogCounts {
  /** The fingerprint of the keys that it was counted by. */
  readonly keys: string;
  /** Absent: the next file is counted from its first byte. */
  readonly place?: LogPlace;
  /** When the log was last modified before it was last read, in ms since 1970: uncounted files are not older. */
  readonly since_ms: number;
  /** The newest of the files that need not be counted any more, by {@link headHash}. */
  readonly done: readonly string[];
  /** The file that the log's path led to when it was last looked at, links followed. */
  readonly leadsTo?: string;
  /** Up to where files were counted before the one at hand: a link may lead to one of them again. */
  readonly earlier?: readonly LogPlace[];
  /** How much of the quarantine is of the lines counted so far. */
  readonly quarantine: QuarantineSize;
}

/**
 * Up to where a file was counted. The file is known by its bytes, so that it is found again under
 * another name, copied or compressed. There is a place once a row was counted: the header alone is that
 * of every log.
 */
export interface LogPlace {
  /** Which file it was; a copy has another id, and a new file may have the same. */
  readonly id: string;
  /** How many bytes were counted. */
  readonly offset: number;
  /** How many lines these are. */
  readonly lines: number;
  readonly header: Header;
  /** The first and the last of these bytes, up to {@link fingerprint_bytes} each. */
  readonly head: Uint8Array;
  readonly tail: Uint8Array;
}

/** The state on disk cannot be used. */
export class FollowStateError extends DzError {}

/** By so many bytes at its beginning, and before a place, a file is known. */
export const fingerprint_bytes = 4096;

/** So many files are remembered as done; older ones are known by their date. */
export const mostDone = 100;

/** So many places in earlier files are remembered. */
const mostEarlier = 10;

const version = "dzstore-follow-2";
const checksum_bytes = 32;

/** Nothing counted yet. */
export function emptyState({ shape, fingerprint }: FollowKeys): FollowState {
  return {
    keys: fingerprint,
    rows_read: 0,
    rows_kept: 0,
    rejected: new Map(),
    cube: new CubeBuilder(shape).cube(),
    since_ms: 0,
    done: [],
    quarantine: { bytes: 0, lines: 0 },
  };
}

/** The state when the file at hand is done; what comes next is counted from its first byte. */
export function withoutPlace(
  { place, ...state }: FollowState,
  doneHead: Uint8Array,
): FollowState {
  const others = (state.earlier ?? []).filter(({ id }) => id !== place?.id);
  return {
    ...state,
    done: [...state.done, headHash(doneHead)].slice(-mostDone),
    earlier: [...others, ...(place ? [place] : [])].slice(-mostEarlier),
  };
}

/** By what a file that is done is known again: the SHA-256 of its first {@link fingerprint_bytes}. */
export const headHash = (head: Uint8Array) => createHash("sha256").update(head).digest("hex");

/**
 * Reads the state of a followed log.
 *
 * @returns `undefined` if there is none
 * @throws {FollowStateError} if the file is damaged or of another version
 * @throws {FileError} if it cannot be read
 */
export async function readState(path: string): Promise<FollowState | undefined> {
  try {
    return decodeState(await Deno.readFile(path));
  } catch (error) {
    if (error instanceof Deno.errors.NotFound) return undefined;
    if (!(error instanceof SyntaxError)) throw FileError.from(`Cannot read ${path}`, error);
    throw new FollowStateError(
      `Cannot go on from ${path}: ${error.message}. --restart forgets it and counts the log anew`,
      { cause: error },
    );
  }
}

/**
 * Writes the state of a followed log: after a kill or a power cut there is the old one or the new one.
 *
 * @throws {FileError} if it cannot be written
 */
export async function saveState(path: string, state: FollowState): Promise<void> {
  const content = deflateRawSync(serialize({ version, state }), { level: 1 });
  await attempt(path, () => Deno.mkdir(dirname(path), { recursive: true }));
  await replaceFiles([path], ([file]) =>
    attempt(path, async () => {
      if (!file) throw new TypeError(`Cannot write ${path}: no file is open`);
      await writeAll(file, checksum(content));
      await writeAll(file, content);
      await file.syncData();
    }));
}

/** @throws {SyntaxError} if the bytes are not whole, or of another version */
function decodeState(bytes: Uint8Array): FollowState {
  const content = bytes.subarray(checksum_bytes);
  if (!checksum(content).equals(bytes.subarray(0, checksum_bytes))) {
    throw new SyntaxError("it is damaged");
  }
  const { version: found, state } = deserialize(inflateRawSync(content));
  if (found !== version) throw new SyntaxError(`it is of another version (${found})`);
  return state;
}

const checksum = (bytes: Uint8Array) => createHash("sha256").update(bytes).digest();
