/** The writer of a log as CSV, row by row from bytes that were encoded once. */
import { encoded } from "../../base/text/encoded.ts";
import { hour_ms } from "../../base/durations.ts";
import type { EventBatch } from "./clickstream.ts";
import { attempt } from "../../base/files/replace_files.ts";
import { writeAll } from "../../base/files/write_all.ts";
import { idOfUser } from "../people/user_id.ts";

const bufferBytes = 1 << 20;

/**
 * Writes events as CSV through one buffer. Rows are put together from bytes that were encoded once,
 * because strings would cost an allocation and an encoding for every row.
 */
export class LogWriter {
  readonly #path: string;
  readonly #file: Deno.FsFile;
  readonly #start: Date;
  readonly #users: EncodedTexts;
  readonly #actions: EncodedTexts;
  readonly #rowBytes: number;
  readonly #buffer = new Uint8Array(bufferBytes);
  #used = 0;

  /**
   * @param target the open file, and the path that messages name
   * @param header the first line, without its line end
   * @param actions the last two columns for each `action` of an `EventBatch`
   * @param users how many users there are
   * @param start the window's start
   */
  constructor(
    { target, header, actions, users, start }: {
      target: { path: string; file: Deno.FsFile };
      header: string;
      actions: readonly string[];
      users: number;
      start: Date;
    },
  ) {
    this.#path = target.path;
    this.#file = target.file;
    this.#start = start;
    this.#users = new EncodedTexts(
      Array.from({ length: users }, (_, user) => `${idOfUser(user)},`),
    );
    this.#actions = new EncodedTexts(actions.map((action) => `${action}\n`));
    this.#rowBytes = "2025-11-28T20:03:22Z,".length + this.#users.longest + this.#actions.longest;
    this.#used = new TextEncoder().encodeInto(`${header}\n`, this.#buffer).written;
  }

  /** Writes the events of a batch, from the given one on. */
  async write(batch: EventBatch, from = 0): Promise<void> {
    for (let row = from; row < batch.length;) {
      row = this.#format(batch, row);
      if (this.#used + this.#rowBytes > this.#buffer.length) await this.flush();
    }
  }

  /** Hands over what is buffered to the operating system. */
  async flush(): Promise<void> {
    const used = this.#buffer.subarray(0, this.#used);
    await attempt(this.#path, () => writeAll(this.#file, used));
    this.#used = 0;
  }

  /** Appends rows while they fit into the buffer; returns the first one left out. */
  #format({ hour, length, second, user, action }: EventBatch, row: number): number {
    const buffer = this.#buffer;
    const instant = new Date(this.#start.getTime() + hour * hour_ms).toISOString();
    const dateHour = encoded(instant.slice(0, "2025-11-28T20:".length));
    const last = buffer.length - this.#rowBytes;
    let at = this.#used;
    for (; row < length && at <= last; row++) {
      at = copy(dateHour, 0, dateHour.length, buffer, at);
      at = minuteSecond.copy(second[row] as number, buffer, at);
      at = this.#users.copy(user[row] as number, buffer, at);
      at = this.#actions.copy(action[row] as number, buffer, at);
    }
    this.#used = at;
    return row;
  }
}

/** Texts encoded once, to be copied many times. */
class EncodedTexts {
  /** The length in bytes of the longest text. */
  readonly longest: number;
  readonly #bytes: Uint8Array;
  readonly #offsets: Uint32Array;

  constructor(texts: readonly string[]) {
    const encoder = new TextEncoder();
    const lengths = texts.map((text) => encoder.encode(text).length);
    this.longest = lengths.reduce((a, b) => Math.max(a, b), 0);
    this.#bytes = encoder.encode(texts.join(""));
    let offset = 0;
    this.#offsets = Uint32Array.from([0, ...lengths], (length) => offset += length);
  }

  /** Copies text `i` to `to` at `at`; returns the position after it. */
  copy(i: number, to: Uint8Array, at: number): number {
    return copy(this.#bytes, this.#offsets[i] as number, this.#offsets[i + 1] as number, to, at);
  }
}

/** A plain loop is faster than `set` and `subarray` for so few bytes. */
function copy(from: Uint8Array, start: number, end: number, to: Uint8Array, at: number): number {
  for (let i = start; i < end; i++) to[at++] = from[i] as number;
  return at;
}

/** `MM:SSZ,` for every second of an hour. */
const minuteSecond = new EncodedTexts(
  Array.from(
    { length: 3600 },
    (_, second) =>
      `${new Date(second * 1000).toISOString().slice("1970-01-01T00:".length, -".000Z".length)}Z,`,
  ),
);
