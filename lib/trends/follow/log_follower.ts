/** The follower of a growing log: it counts what is new, each line once. */
import { pause } from "../../base/pause.ts";
import { readScanModule } from "../scan/kernel.ts";
import { countPart } from "./count_part.ts";
import { findEarlier, findParts, UnsettledError } from "./find_parts.ts";
import type { FollowFiles } from "./follow_files.ts";
import type { FollowKeys } from "./follow_keys.ts";
import { FollowQuarantine } from "./follow_quarantine.ts";
import {
  emptyState,
  type FollowState,
  readState,
  saveState,
  withoutPlace,
} from "./follow_state.ts";
import { lockLog } from "./lock_log.ts";
import { LogFile } from "./log_file.ts";
import { whyUnusable } from "./why_unusable.ts";

/** How to follow a log. */
export interface LogFollowerOptions {
  /** The shop's log: a CSV file, not compressed, that may not be there yet. */
  readonly log: string;
  readonly files: FollowFiles;
  /** Whether to forget what was counted. */
  readonly restart?: boolean | undefined;
  /** The share of all rows, 0 to 1, that may be rejected; if more are, a few of them are kept. */
  readonly maxRejected?: number;
  /** Whether to do without WebAssembly. */
  readonly plain?: boolean | undefined;
  readonly onNotice: (text: string) => void;
  /** Told the bytes of a file counted so far, and how many there are, if that is known. */
  readonly onProgress?: (bytes: number, total: number) => void;
}

/** How often, and how long apart, to look again while files are being rotated. */
const patience = { looks: 20, pause_ms: 50 };

/**
 * Counts a growing log in rounds. What was counted and up to where is one file, so whenever the process
 * ends, the next one goes on there, and each line is counted once.
 */
export class LogFollower implements Disposable {
  readonly #options: LogFollowerOptions;
  readonly #module: WebAssembly.Module | undefined;
  readonly #lock: Disposable;
  #keys: FollowKeys;
  #state: FollowState;
  #saved: FollowState | undefined;
  /** The file that is being counted, to be read to its end if it is rotated away and removed. */
  #held: LogFile | undefined;
  readonly #toldUnread = new Set<string>();

  private constructor(options: LogFollowerOptions, keys: FollowKeys, lock: Disposable) {
    this.#options = options;
    this.#module = options.plain ? undefined : readScanModule();
    this.#lock = lock;
    this.#keys = keys;
    this.#state = emptyState(keys);
  }

  /**
   * Goes on where the last process has ended, or begins.
   *
   * @throws {FollowedError} if another process follows the log
   * @throws {FollowStateError} if what the last one wrote cannot be used
   * @throws {FileError} if a file cannot be read or written
   */
  static async open(options: LogFollowerOptions, keys: FollowKeys): Promise<LogFollower> {
    const { log, files, restart } = options;
    const follower = new LogFollower(options, keys, lockLog(files.lock, log));
    try {
      const saved = restart ? undefined : await readState(files.state);
      if (saved) follower.#state = follower.#saved = saved;
      else await follower.#begin();
      await follower.changeKeys(keys);
      return follower;
    } catch (error) {
      follower[Symbol.dispose]();
      throw error;
    }
  }

  /** What was counted so far. */
  get state(): FollowState {
    return this.#state;
  }

  /** Counts by other keys from now on; if they mean other products or cities, all is counted anew. */
  async changeKeys(keys: FollowKeys): Promise<void> {
    this.#keys = keys;
    if (this.#state.keys === keys.fingerprint) return;
    const { log, onNotice } = this.#options;
    onNotice(
      `The store has other products or users: ${log} is counted anew from its first byte, ` +
        "without what was rotated away before",
    );
    await this.#begin();
  }

  /**
   * Counts what is new, and keeps it.
   *
   * @returns the state, which is the same object if nothing was new
   * @throws {LogError} if the log has no header, or a compressed copy is damaged
   * @throws {FileError} if a file cannot be read or written
   */
  async advance(): Promise<FollowState> {
    for (let looks = 1;; looks++) {
      try {
        return this.#state = await this.#advance();
      } catch (error) {
        if (!(error instanceof UnsettledError) || looks >= patience.looks) throw error;
        await pause(patience.pause_ms);
      }
    }
  }

  /** Closes the files and lets another process follow the log. */
  [Symbol.dispose](): void {
    this.#hold(undefined);
    this.#lock[Symbol.dispose]();
  }

  async #begin(): Promise<void> {
    this.#state = { ...emptyState(this.#keys), ...await findEarlier(this.#options.log) };
    this.#hold(undefined);
  }

  async #advance(): Promise<FollowState> {
    const { log, files, maxRejected = 1, onNotice } = this.#options;
    const state = this.#state;
    const opened: LogFile[] = [];
    const open = async (path: string) => {
      const file = await LogFile.open(path);
      if (file) opened.push(file);
      return file;
    };
    try {
      using quarantine = new FollowQuarantine(files.quarantine, state.quarantine);
      const { parts, isLost, unread, leadsTo } = await findParts({
        log,
        state,
        held: this.#held,
        open,
      });
      let next = isLost && state.place ? withoutPlace(state, state.place.head) : state;
      if (leadsTo !== undefined && leadsTo !== next.leadsTo) next = { ...next, leadsTo };
      for (const part of parts) {
        next = await countPart(next, part, {
          shape: this.#keys.shape,
          module: this.#module,
          onReject: (path, line) => quarantine.add(path, line),
          onProgress: this.#options.onProgress,
        });
      }
      if (next !== state) {
        const rejected = next.rows_read - next.rows_kept;
        const isSample = whyUnusable(next, maxRejected) !== undefined;
        next = { ...next, quarantine: quarantine.finish(log, rejected, isSample) };
      }
      if (next !== this.#saved) await saveState(files.state, next);
      this.#saved = next;
      this.#hold(parts.findLast(({ isFinal }) => !isFinal)?.file);
      if (isLost) {
        onNotice(
          `${log} has begun anew, and what it was before is not found: what was counted of that ` +
            "stays (--restart forgets it), rows that it got after that are lost",
        );
      }
      for (const path of new Set(unread).difference(this.#toldUnread)) {
        this.#toldUnread.add(path);
        onNotice(
          `${path} is not read: of compressed files those of gzip are. Rows that the log got after ` +
            "it was last looked at, and before it was compressed, are lost",
        );
      }
      return next;
    } finally {
      for (const file of opened) if (file !== this.#held) file[Symbol.dispose]();
    }
  }

  /** Keeps a file open, and closes the one that was kept before. */
  #hold(file: LogFile | undefined): void {
    if (this.#held !== file) this.#held?.[Symbol.dispose]();
    this.#held = file;
  }
}
