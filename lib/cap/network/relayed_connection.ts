/** A connection from somewhere to a member, through a relay. */
import type { Alarm } from "./alarm.ts";
import { DelayLine } from "./delay_line.ts";
import { peerPort } from "./peer_port.ts";

/** The way between who opens connections and the member to which they lead. */
export interface Link {
  /** In each direction. */
  delay_ms: number;
  /** Nothing arrives any more, in neither direction, but no connection breaks. */
  held: boolean;
}

const chunk_bytes = 64 * 1024;
/** So much may be on the way in one direction; then reading waits, and with it the sender. */
const mostOnTheWay_bytes = 64 * 2 ** 20;

/** Bytes that have arrived from one side and go to the other; `end` when that side said no more. */
type Part = Uint8Array<ArrayBuffer> | "end";

/** One connection: what arrives at either side goes out at the other, the link's delay later. */
export class RelayedConnection {
  readonly #streams: readonly [Stream, Stream];

  /**
   * @param opened as it was accepted
   * @param target to the member
   * @param linkOf the way from the `mongod` that listens on the port; from a client if it is undefined
   * @param alarm calls {@linkcode deliver} when it rings
   */
  constructor(
    readonly opened: Deno.TcpConn,
    readonly target: Deno.TcpConn,
    linkOf: (port: number | undefined) => Link,
    alarm: Alarm,
  ) {
    opened.setNoDelay(true);
    target.setNoDelay(true);
    let link: Link | undefined;
    // Who opens a connection to a `mongod` speaks first, and its greeting is one small packet.
    const linkFor = (part: Part) => link ??= linkOf(part === "end" ? undefined : peerPort(part));
    this.#streams = [
      new Stream(opened, target, linkFor, alarm),
      new Stream(target, opened, linkFor, alarm),
    ];
  }

  /** Carries what comes until both sides have ended or one broke, and closes both. */
  async carry(): Promise<void> {
    try {
      await Promise.all(this.#streams.map((stream) => stream.carry()));
    } catch {
      // One side is gone without a word: neither does the other hear one.
    } finally {
      for (const side of [this.opened, this.target]) close(side);
    }
  }

  /**
   * Passes on what is due.
   *
   * @returns when the next is due, in ms as of `performance.now()`
   */
  deliver(now_ms: number): number {
    return Math.min(...this.#streams.map((stream) => stream.deliver(now_ms)));
  }
}

/** One direction. */
class Stream {
  readonly #from: Deno.TcpConn;
  readonly #to: Deno.TcpConn;
  readonly #linkFor: (part: Part) => Link;
  readonly #alarm: Alarm;
  readonly #line = new DelayLine<Part>();
  readonly #done = Promise.withResolvers<void>();
  #link: Link | undefined;
  #written = Promise.resolve();
  #onTheWay_bytes = 0;
  #onRoom = () => {};

  constructor(
    from: Deno.TcpConn,
    to: Deno.TcpConn,
    linkFor: (part: Part) => Link,
    alarm: Alarm,
  ) {
    this.#from = from;
    this.#to = to;
    this.#linkFor = linkFor;
    this.#alarm = alarm;
  }

  /** Resolves when the end has been passed on; rejects if a side breaks. */
  async carry(): Promise<void> {
    await Promise.all([this.#read(), this.#done.promise]);
  }

  async #read(): Promise<void> {
    const buffer = new Uint8Array(chunk_bytes);
    for (;;) {
      // A side that breaks has said its last word, too.
      const size_bytes = await this.#from.read(buffer).catch(() => null);
      const part = size_bytes === null ? "end" : buffer.slice(0, size_bytes);
      this.#link = this.#linkFor(part);
      this.#line.push(part, performance.now(), this.#link.delay_ms);
      if (!this.#link.held) this.#alarm.setFor(this.#line.nextDue_ms);
      if (part === "end") return;
      this.#onTheWay_bytes += part.length;
      while (this.#onTheWay_bytes > mostOnTheWay_bytes) {
        await new Promise<void>((resolve) => this.#onRoom = resolve);
      }
    }
  }

  deliver(now_ms: number): number {
    if (this.#link?.held) return Infinity;
    for (const part of this.#line.take(now_ms)) {
      this.#written = this.#written.then(() => this.#write(part)).catch(this.#done.reject);
    }
    return this.#line.nextDue_ms;
  }

  async #write(part: Part): Promise<void> {
    if (part === "end") {
      await this.#to.closeWrite();
      this.#done.resolve();
      return;
    }
    for (let at = 0; at < part.length;) at += await this.#to.write(part.subarray(at));
    this.#onTheWay_bytes -= part.length;
    this.#onRoom();
  }
}

function close(side: Deno.TcpConn): void {
  try {
    side.close();
  } catch {
    // It is closed already.
  }
}
