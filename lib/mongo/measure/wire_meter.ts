/** How much a client receives over the network. */
import { day_ms } from "../../base/durations.ts";
import { pause } from "../../base/pause.ts";
import type { MongoClient, MongoClientOptions } from "mongodb";
import { startCountingProxy } from "./counting_proxy.ts";
import { DatabaseError } from "../errors.ts";

/** What an action gave, and what the servers sent for it. */
export interface Measured<T> {
  readonly value: T;
  readonly received_bytes: number;
}

/** The driver looks after the members as rarely as that: never, in effect. */
const heartbeat_ms = day_ms;

/** So often an action is run again because the driver looked after a member meanwhile. */
const mostAttempts = 10;

/**
 * Measures what a client receives, on the network: below TLS, and below compression if the connection
 * string asks for it. The client connects through it with one connection for what it is asked, apart
 * from those by which the driver looks after the members. While the driver does, nothing is measured.
 */
export class WireMeter implements AsyncDisposable {
  readonly #proxy = startCountingProxy();
  #heartbeats = 0;
  #heartbeatsUnderWay = 0;

  /** What the client has to be made with. */
  get clientOptions(): MongoClientOptions {
    return {
      proxyHost: "127.0.0.1",
      proxyPort: this.#proxy.port,
      minPoolSize: 0,
      maxPoolSize: 1,
      serverMonitoringMode: "poll",
      heartbeatFrequencyMS: heartbeat_ms,
    };
  }

  /** Has to be told of the client before that connects. */
  watch(client: MongoClient): void {
    client.on("serverHeartbeatStarted", () => {
      this.#heartbeats++;
      this.#heartbeatsUnderWay++;
    });
    const ended = () => void this.#heartbeatsUnderWay--;
    client.on("serverHeartbeatSucceeded", ended);
    client.on("serverHeartbeatFailed", ended);
  }

  /**
   * Runs an action of the client that may be run again.
   *
   * @throws {DatabaseError} if the set does not come to rest
   */
  async measure<T>(action: () => Promise<T>): Promise<Measured<T>> {
    for (let attempt = 0; attempt < mostAttempts; attempt++) {
      while (this.#heartbeatsUnderWay > 0) await pause(5);
      const heartbeats = this.#heartbeats, before_bytes = this.#proxy.receivedBytes();
      const value = await action();
      const received_bytes = this.#proxy.receivedBytes() - before_bytes;
      if (this.#heartbeats === heartbeats) return { value, received_bytes };
    }
    throw new DatabaseError(
      "Cannot measure what MongoDB sends: its replica set does not come to rest. Run again later",
    );
  }

  [Symbol.asyncDispose](): PromiseLike<void> {
    return this.#proxy[Symbol.asyncDispose]();
  }
}
